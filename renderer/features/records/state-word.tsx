import { useTexts } from '#renderer/i18n/use-texts.ts';
import type { OutboxState } from '#src/domain/sync/states.ts';

/** Where a revision stands. The program calls it synced only with a verified receipt (S4). */
export function StateWord({ state }: { readonly state: OutboxState }) {
  const { t } = useTexts();
  return (
    <span className={`records-state records-${state}`} data-state={state}>
      {t(`queue.states.${state}`)}
    </span>
  );
}
