import type { Start } from '#src/contract/online/registration.ts';
import { Declined } from './declined.tsx';
import { FormStep } from './form-step.tsx';
import { NoticeStep } from './notice-step.tsx';
import { ReceiptStep } from './receipt-step.tsx';
import { ServiceStep } from './service-step.tsx';
import { SummaryStep } from './summary-step.tsx';
import { useRegistration } from './use-registration.ts';

export function Register({ start }: { readonly start: Start }) {
  const registration = useRegistration();
  const { place, chosen, session, draft, kept, receipt } = registration;
  if (place === 'receipt' && receipt !== null) return <ReceiptStep receipt={receipt} onDone={registration.finish} />;
  if (place === 'service' || chosen === null) return <ServiceStep {...{ start, registration }} />;
  const service = start.services.find(({ id }) => id === chosen.serviceId);
  if (place === 'declined') return <Declined onAgain={registration.back} />;
  if (place === 'form' && draft !== null && session !== null) {
    return <FormStep {...{ draft, registration }} today={session.today} />;
  }
  if (place === 'summary' && draft !== null && kept !== null) return <SummaryStep {...{ draft, kept, registration }} />;
  return <NoticeStep {...{ registration }} notice={chosen.notice} serviceName={service?.name ?? null} />;
}
