import { parseCalendarDate } from '#src/base/calendar-date.ts';
import type { Start } from '#src/contract/online/registration.ts';
import { OwnPages } from '../own/own-pages.tsx';
import { useOwn } from '../own/use-own.ts';
import { Register } from '../register/register.tsx';
import { useRegistration } from '../register/use-registration.ts';
import { isAsking, usePlaces } from './use-places.ts';

/** What a subject came for. Both ways keep what they hold while the other is shown. */
export function Visit({ start }: { readonly start: Start }) {
  const places = usePlaces();
  const registration = useRegistration(places);
  const own = useOwn(places);
  const today = parseCalendarDate(start.today);
  if (isAsking(places.place) && start.canProve && today !== undefined) return <OwnPages {...{ own, today }} />;
  return <Register {...{ start, registration }} onOwn={own.begin} />;
}
