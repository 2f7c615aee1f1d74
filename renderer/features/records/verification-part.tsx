import { useCall } from '#renderer/bridge/queries.ts';
import { fullTime } from '#renderer/i18n/formats.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { zhCn } from '#renderer/i18n/zh-cn.ts';
import type { RecordDetail } from '#src/contract/ipc/records.ts';
import type { CheckKind, HeldState } from '#src/domain/verification/schema.ts';
import { RefusalTelling } from './refusal-telling.tsx';

/** Where a revision stands with the authorities. 已核验 is only said when the facts say so (R1.2, R3.7). */
export function VerificationWord({ state }: { readonly state: HeldState }) {
  const { t } = useTexts();
  return state === 'not-required' ? null : (
    <span className={`verification verification-${state}`} data-verification={state}>
      {t(`verification.states.${state}`)}
    </span>
  );
}

type Reason = keyof typeof zhCn.verification.waitingReasons;

function reasonKey(failure: string | null): Reason {
  const key = failure ?? 'not-asked';
  return Object.hasOwn(zhCn.verification.waitingReasons, key) ? (key as Reason) : 'other';
}

/** Why checks of this kind wait, of all records of this workstation: nobody has to guess whether something is lost. */
function WaitingReasons({ kind }: { readonly kind: CheckKind }) {
  const { t } = useTexts();
  const { data } = useCall('verification.waiting', {});
  const reasons = (data?.waiting ?? []).filter((one) => one.kind === kind);
  if (reasons.length === 0) return null;
  return (
    <>
      {reasons.map(({ failure, count }) => (
        <small key={failure} data-failure={failure ?? 'not-asked'}>
          {t('verification.waitingCount', {
            count: String(count),
            reason: t(`verification.waitingReasons.${reasonKey(failure)}`),
          })}
        </small>
      ))}
      <small>{t('verification.waitingGoesOn')}</small>
    </>
  );
}

interface VerificationPartProps {
  readonly detail: RecordDetail;
  readonly newest: RecordDetail['revisions'][number];
  readonly onTold: () => void;
}

/** What each authority answered about the newest revision, when and under which number; and telling the subject of a refusal. */
export function VerificationPart({ detail, newest, onTold }: VerificationPartProps) {
  const { t } = useTexts();
  const { state, waitingFor, answers } = newest.verification;
  if (state === 'not-required' && answers.length === 0) return null;
  const refuted = answers.find(({ outcome }) => outcome === 'refuted');
  return (
    <section id="record-verification" aria-labelledby="verification-title" data-verification={state}>
      <h2 id="verification-title">{t('verification.title')}</h2>
      <p>
        <VerificationWord state={state} />
      </p>
      <ul className="verification-answers">
        {answers.map(({ kind, outcome, reason, source, reference, at }) => (
          <li key={kind} data-kind={kind} data-outcome={outcome}>
            {t('verification.answer', { kind: t(`verification.kinds.${kind}`), outcome: t(`verification.outcomes.${outcome}`) })}
            {reason === null ? null : <span> · {t(`verification.reasons.${reason}`)}</span>}
            <small>
              {fullTime(at)} · {t('verification.source', { source })}
              {reference === null ? null : ` · ${t('verification.reference', { reference })}`}
            </small>
          </li>
        ))}
        {waitingFor.map((kind) => (
          <li key={kind} data-kind={kind} data-outcome="pending">
            {t('verification.waitingFor', { kind: t(`verification.kinds.${kind}`) })}
            <WaitingReasons kind={kind} />
          </li>
        ))}
      </ul>
      {refuted === undefined ? null : (
        <>
          <p id="verification-tell" className="record-error">
            {t('verification.tell', { reason: t(`verification.reasons.${refuted.reason ?? 'differs'}`) })}
          </p>
          <RefusalTelling detail={detail} newest={newest} onTold={onTold} />
        </>
      )}
    </section>
  );
}
