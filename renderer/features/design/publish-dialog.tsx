// Publishing (R1.4, R2.2): what will happen in words, and the passphrase of whoever is signed in. The server checks it as well.
import { type FormEvent, type ReactNode, useState } from 'react';
import { useAct } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ProofFields, useProof } from '#renderer/ui/proof.tsx';

interface PublishDialogProps {
  readonly draftIds: readonly string[];
  /** Nothing keeps them from being published. */
  readonly isReady?: boolean;
  /** What is published and as what, in words. */
  readonly children: ReactNode;
  readonly onCancel: () => void;
  readonly onPublished: (itemVersions: readonly (number | null)[]) => void;
}

export function PublishDialog({ draftIds, isReady = true, children, onCancel, onPublished }: PublishDialogProps) {
  const { t } = useTexts();
  const proof = useProof('design', true);
  const [isNeeded, setNeeded] = useState(false);
  const publish = useAct('design.publish');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    setNeeded(proof.missing !== null);
    if (proof.missing !== null) return proof.focus();
    const answer = await publish.run({ draftIds: [...draftIds], passphrase: proof.passphrase });
    if (answer === null) return;
    proof.done(answer.ok);
    if (answer.ok) onPublished(answer.value.itemVersions);
  };
  return (
    <Dialog
      title={t('design.publish.title')}
      onCancel={publish.isBusy ? () => undefined : onCancel}
      actions={
        <>
          <Button id="design-publish-cancel" keyName="Esc" disabled={publish.isBusy} onClick={onCancel}>
            {t('design.publish.cancel')}
          </Button>
          <Button
            id="design-publish-confirm"
            look="primary"
            type="submit"
            form="design-publish-form"
            disabled={publish.isBusy || !isReady}
          >
            {publish.isBusy ? t('design.publish.busy') : t('design.publish.confirm')}
          </Button>
        </>
      }
    >
      <form
        id="design-publish-form"
        className="design-publish"
        noValidate
        autoComplete="off"
        onSubmit={(event) => void submit(event)}
      >
        {children}
        <p className="field-mark">{t('design.publish.effect')}</p>
        <ProofFields
          proof={proof}
          texts={{ number: '', passphrase: t('design.publish.passphrase'), help: t('design.publish.passphraseHelp') }}
          error={isNeeded ? { code: 'forms/required', text: t('signIn.passphraseNeeded') } : null}
          autoFocus
        />
        <RefusalMessage
          id="design-publish-error"
          refusal={publish.refusal}
          text={publish.refusal?.code === 'server/unreachable' ? t('design.publish.offline') : undefined}
        />
      </form>
    </Dialog>
  );
}
