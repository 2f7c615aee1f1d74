// The notice (R2.5): the whole of it before the answer, in the language of the screen; accepting and declining weigh the same.
import { useState } from 'react';
import { SignatureDialog } from '#renderer/features/attachments/signature-dialog.tsx';
import { PartyChoice } from '#renderer/features/consent/party-choice.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { LocalText } from '#src/base/language.ts';
import type { AcceptingParty, NoticeDefinition } from '#src/domain/consent/schema.ts';
import { RefusalNote } from '../app/refusal.tsx';
import { StepTitle } from '../app/step-title.tsx';
import { useWords } from '../texts/use-words.ts';
import type { Ink } from './ink.ts';
import type { Registration } from './use-registration.ts';

interface NoticeStepProps {
  readonly notice: NoticeDefinition;
  readonly parties: readonly AcceptingParty[];
  readonly serviceName: LocalText | null;
  readonly registration: Registration;
}

export function NoticeStep({ notice, parties, serviceName, registration }: NoticeStepProps) {
  const words = useWords();
  const { t, local, language } = useTexts();
  const { isBusy, refusal, accept, decline, back, party, chooseParty } = registration;
  const [isSigning, setSigning] = useState(false);
  const wanted = notice.signature;
  const answer = (ink: Ink | null) => {
    setSigning(false);
    void accept(language, ink);
  };
  return (
    <section className="step" data-step="notice" data-notice-version={notice.version}>
      <StepTitle note={words.step(1, registration.steps)}>{local(notice.title)}</StepTitle>
      <p className="hint">
        {serviceName === null ? null : `${local(serviceName)} · `}
        {words.notice.version(notice.version)}
      </p>
      <RefusalNote refusal={refusal} />
      <div className="notice-text">
        {notice.sections.map(({ topic, heading, body }) => (
          <section key={topic} data-topic={topic}>
            <h2>{local(heading)}</h2>
            <p>{local(body)}</p>
          </section>
        ))}
      </div>
      <div className="answer">
        {parties.length === 1 ? null : (
          <PartyChoice t={t} parties={parties} chosen={party} isDisabled={isBusy} onChoose={chooseParty} />
        )}
        <p>
          {words.notice.question} <span className="hint">{words.notice.equal}</span>
        </p>
        <div className="choices">
          <Button
            id="notice-accept"
            isLarge
            disabled={isBusy}
            onClick={() => (wanted === undefined ? answer(null) : setSigning(true))}
          >
            {words.notice.accept}
          </Button>
          <Button id="notice-decline" isLarge disabled={isBusy} onClick={decline}>
            {words.notice.decline}
          </Button>
        </div>
        <Button id="step-back" look="quiet" onClick={back}>
          {words.back}
        </Button>
      </div>
      {isSigning && wanted !== undefined ? (
        <SignatureDialog
          title={t('attachments.signHere')}
          what={t('attachments.signsNotice', { title: local(notice.title) })}
          need={wanted.need}
          isBusy={isBusy}
          onSigned={(bytes) => answer({ bytes })}
          onDeclined={(declined) => answer({ declined })}
          onClose={() => setSigning(false)}
        />
      ) : null}
    </section>
  );
}
