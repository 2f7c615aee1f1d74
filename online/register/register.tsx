import type { Start } from '#src/contract/online/registration.ts';
import { Declined } from './declined.tsx';
import { FormStep } from './form-step.tsx';
import { NoticeStep } from './notice-step.tsx';
import { PhoneStep } from './phone-step.tsx';
import { ReceiptStep } from './receipt-step.tsx';
import { ServiceStep } from './service-step.tsx';
import { SummaryStep } from './summary-step.tsx';
import type { Registration } from './use-registration.ts';

interface RegisterProps {
  readonly start: Start;
  readonly registration: Registration;
  readonly onOwn: () => void;
}

export function Register({ start, registration, onOwn }: RegisterProps) {
  const { place, chosen, session, draft, kept, receipt } = registration;
  if (place === 'receipt' && receipt !== null) return <ReceiptStep receipt={receipt} onDone={registration.finish} />;
  if (place === 'service' || chosen === null) return <ServiceStep {...{ start, registration, onOwn }} />;
  const service = start.services.find(({ id }) => id === chosen.serviceId);
  if (place === 'declined') return <Declined onAgain={registration.back} />;
  if (place === 'form' && draft !== null && session !== null) {
    return <FormStep {...{ draft, registration }} today={session.today} />;
  }
  if (place === 'phone' && session !== null && kept !== null) {
    return <PhoneStep phone={kept[session.phoneField ?? ''] ?? ''} registration={registration} />;
  }
  if (place === 'summary' && draft !== null && kept !== null) return <SummaryStep {...{ draft, kept, registration }} />;
  return <NoticeStep {...{ registration }} notice={chosen.notice} parties={chosen.parties} serviceName={service?.name ?? null} />;
}
