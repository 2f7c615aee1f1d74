import { useToday } from '#renderer/bridge/today.tsx';
import type { Filling } from '#renderer/features/registration/capture-state.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Message } from '#renderer/ui/message.tsx';
import { partyWarnings } from '#src/domain/forms/parties.ts';

/** Who acts for whom, where it is unusual by the documents' ages (R3.1): looked at twice, never refused. */
export function PartyWarnings({ state }: { readonly state: Filling }) {
  const { t } = useTexts();
  const today = useToday();
  const { acceptedBy, opened, values } = state;
  return partyWarnings(acceptedBy, opened.form, values, today).map((code) => (
    <Message key={code} kind="warn" code={code}>
      {t(`partyWarnings.${code}`)}
    </Message>
  ));
}
