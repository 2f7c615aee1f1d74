// Everything that is held about the subject: each record as its form shows it, how it stands, whom it was given to, and their requests.
import { shownValue } from '#renderer/features/forms/shown-value.ts';
import { fullTime } from '#renderer/i18n/formats.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { OwnCopy } from '#src/contract/online/own.ts';
import { onlineBranch } from '#src/domain/online/offer.ts';
import type { VerificationState } from '#src/domain/verification/schema.ts';
import { RefusalNote } from '../app/refusal.tsx';
import { StepTitle } from '../app/step-title.tsx';
import { useWords } from '../texts/use-words.ts';
import { OwnRequests } from './own-requests.tsx';
import type { Own } from './use-own.ts';

export type OwnRecord = OwnCopy['copy']['records'][number];

interface RecordCardProps {
  readonly record: OwnRecord;
  readonly state: VerificationState | undefined;
  readonly onCorrect: () => void;
}

function RecordCard({ record, state, onCorrect }: RecordCardProps) {
  const words = useWords();
  const texts = useTexts();
  const { local } = texts;
  const { recordId, serviceName, branch, submittedAt, earlierRevisions, attachments, form, values } = record;
  const title = `record-${recordId}`;
  return (
    <section className="record" data-own-record={recordId} aria-labelledby={title}>
      <h2 id={title}>{local(serviceName)}</h2>
      <dl className="lines">
        {form.fields
          .filter(({ input }) => input.kind !== 'image')
          .map((field) => {
            const value = shownValue(field, values, texts);
            return (
              <div key={field.name} data-line={field.name}>
                <dt>{local(field.label)}</dt>
                <dd className={value === null ? 'hint' : undefined}>{value ?? words.own.empty}</dd>
              </div>
            );
          })}
        <div data-line="verification" data-state={state}>
          <dt>{words.own.verification}</dt>
          <dd>{state === undefined ? words.own.states.pending : words.own.states[state]}</dd>
        </div>
        <div>
          <dt>{words.own.branch}</dt>
          <dd>{branch['zh-CN'] === onlineBranch ? words.own.online : local(branch)}</dd>
        </div>
        <div>
          <dt>{words.own.submittedAt}</dt>
          <dd>{fullTime(submittedAt)}</dd>
        </div>
      </dl>
      {earlierRevisions === 0 ? null : <p className="hint">{words.own.revisions(earlierRevisions)}</p>}
      {attachments === 0 ? null : <p className="hint">{words.own.pictures(attachments)}</p>}
      <div className="acts">
        <Button className="own-correct" aria-describedby={title} onClick={onCorrect}>
          {words.own.correct}
        </Button>
      </div>
    </section>
  );
}

export function OwnStep({ held, own }: { readonly held: OwnCopy; readonly own: Own }) {
  const words = useWords();
  const { local } = useTexts();
  const { records, recipients, madeAt } = held.copy;
  return (
    <section className="step" data-step="own">
      <StepTitle note={words.own.madeAt(fullTime(madeAt))}>{words.own.title}</StepTitle>
      <RefusalNote refusal={own.refusal} />
      {records.length === 0 ? <p>{words.own.none}</p> : null}
      {records.map((record) => (
        <RecordCard
          key={record.recordId}
          record={record}
          state={held.verification[record.recordId]}
          onCorrect={() => own.correct(record.recordId)}
        />
      ))}
      <section id="own-shared" aria-labelledby="shared-title">
        <h2 id="shared-title">{words.own.shared}</h2>
        {recipients.length === 0 ? <p>{words.own.notShared}</p> : null}
        <ul>
          {recipients.map(({ name, purpose, at }) => (
            <li key={`${local(name)} ${at}`}>
              {local(name)} · {local(purpose)} · {fullTime(at)}
            </li>
          ))}
        </ul>
      </section>
      <OwnRequests own={own} />
      <div className="acts">
        <Button id="own-print" isLarge onClick={() => print()}>
          {words.own.print}
        </Button>
        <Button id="own-leave" look="primary" isLarge onClick={() => void own.leave()}>
          {words.own.leave}
        </Button>
      </div>
    </section>
  );
}
