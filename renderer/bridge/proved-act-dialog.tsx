// A decision that the server takes from a person, with their passphrase every time: it says what it means before it is taken.
import type { ReactNode } from 'react';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import type { RefusalShown } from '#renderer/i18n/refusal-text.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { ProofDialog } from '#renderer/ui/proof-dialog.tsx';

/** What each decision shows for itself. */
export interface DecisionShown {
  readonly title: string;
  readonly confirm: string;
  readonly children: ReactNode;
  readonly onCancel: () => void;
}

type Answered<T> = { readonly ok: true; readonly value: T } | { readonly ok: false };

interface ProvedActDialogProps<T> extends DecisionShown {
  /** Part of the texts it speaks with, and the beginning of its ids. */
  readonly area: 'fleet' | 'restrictions';
  readonly isWide?: boolean;
  readonly isBusy: boolean;
  readonly refusal: RefusalShown | null;
  /** Null while something is not chosen yet; answers null when nothing was asked. */
  readonly ask: ((passphrase: string) => Promise<Answered<T> | null>) | null;
  readonly onDone: (answered: T) => void;
}

export function ProvedActDialog<T>(props: ProvedActDialogProps<T>) {
  const { area, confirm, isBusy, refusal, ask, onDone, ...shown } = props;
  const { t } = useTexts();
  const decide = async (passphrase: string) => {
    const answer = ask === null ? null : await ask(passphrase);
    if (answer?.ok) onDone(answer.value);
    return answer?.ok ?? null;
  };
  return (
    <ProofDialog
      id={area}
      texts={{
        confirm,
        busy: t(`${area}.busy`),
        cancel: t(`${area}.cancel`),
        passphrase: t(`${area}.passphrase`),
        passphraseHelp: t(`${area}.passphraseHelp`),
        passphraseNeeded: t('signIn.passphraseNeeded'),
      }}
      isBusy={isBusy}
      isReady={ask !== null}
      error={
        <RefusalMessage
          id={`${area}-error`}
          refusal={refusal}
          text={refusal?.code === 'server/unreachable' ? t(`${area}.offline`) : undefined}
        />
      }
      onConfirm={decide}
      {...shown}
    />
  );
}
