// A supervisor's look at the open restrictions, and each decision about one of them, with the passphrase every time (R3.6). A decision says
// what it means before it is taken, and names its reason.
import { type ReactNode, useState } from 'react';
import { useAct } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { ProofDialog } from '#renderer/ui/proof-dialog.tsx';
import type { OpenRestriction, RestrictionAct, RestrictionsResponse } from '#src/contract/sync/restriction.ts';
import { missingPoints } from '#src/domain/restriction/rules.ts';
import {
  checkResult,
  type FurtherCheckPoint,
  liftingReason,
  type RestrictionDecision,
  releaseReason,
  restrictionDecision,
  suspensionReason,
} from '#src/domain/restriction/schema.ts';
import { CheckPoints, toggled } from './check-points.tsx';

interface AskDialogProps {
  readonly title: string;
  readonly confirm: string;
  readonly children: ReactNode;
  /** Null while something is not chosen yet. */
  readonly act: RestrictionAct | null;
  readonly onCancel: () => void;
  readonly onDone: (answered: RestrictionsResponse) => void;
}

export function AskDialog({ title, confirm, children, act, onCancel, onDone }: AskDialogProps) {
  const { t } = useTexts();
  const asking = useAct('restriction.manage');
  const ask = async (passphrase: string) => {
    const answer = act === null ? null : await asking.run({ passphrase, act });
    if (answer?.ok) onDone(answer.value);
    return answer?.ok ?? null;
  };
  return (
    <ProofDialog
      id="restrictions"
      title={title}
      texts={{
        confirm,
        busy: t('restrictions.busy'),
        cancel: t('restrictions.cancel'),
        passphrase: t('restrictions.passphrase'),
        passphraseHelp: t('restrictions.passphraseHelp'),
        passphraseNeeded: t('signIn.passphraseNeeded'),
      }}
      isBusy={asking.isBusy}
      isReady={act !== null}
      isWide={act?.kind !== 'show'}
      error={
        <RefusalMessage
          id="restrictions-error"
          refusal={asking.refusal}
          text={asking.refusal?.code === 'server/unreachable' ? t('restrictions.offline') : undefined}
        />
      }
      onCancel={onCancel}
      onConfirm={ask}
    >
      {children}
    </ProofDialog>
  );
}

interface ChoiceProps<T extends string> {
  readonly id: string;
  readonly label: string;
  readonly value: T | '';
  readonly options: readonly T[];
  readonly textOf: (option: T) => string;
  readonly onValue: (value: T | '') => void;
}

/** Nothing is chosen beforehand. */
function Choice<T extends string>({ id, label, value, options, textOf, onValue }: ChoiceProps<T>) {
  const { t } = useTexts();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="input"
        value={value}
        onChange={(event) => onValue(options.find((one) => one === event.target.value) ?? '')}
      >
        <option value="">{t('restrictions.choose')}</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {textOf(option)}
          </option>
        ))}
      </select>
    </div>
  );
}

export interface DecisionProps {
  readonly item: OpenRestriction;
  readonly onCancel: () => void;
  readonly onDone: (answered: RestrictionsResponse) => void;
}

function actOn({ subjectId, version }: OpenRestriction, decision: RestrictionDecision | null): RestrictionAct | null {
  return decision === null ? null : { kind: 'decide', subjectId, version, decision };
}

export function CheckedDialog({ item, ...rest }: DecisionProps) {
  const { t } = useTexts();
  const [ticked, setTicked] = useState<readonly FurtherCheckPoint[]>([]);
  const [result, setResult] = useState<(typeof checkResult.options)[number] | ''>('');
  const isWhole = ticked.length > 0 && (result !== 'passed' || missingPoints(ticked).length === 0);
  const decision: RestrictionDecision | null =
    result === '' || !isWhole ? null : { kind: 'checked', result, points: [...ticked] };
  return (
    <AskDialog
      title={t('restrictions.checked.title')}
      confirm={t('restrictions.checked.confirm')}
      act={actOn(item, decision)}
      {...rest}
    >
      <p>{t('restrictions.checked.text')}</p>
      <CheckPoints idStart="restrictions" ticked={ticked} onTick={(point) => setTicked(toggled(ticked, point))} />
      <Choice
        id="restrictions-result"
        label={t('restrictions.checked.result')}
        value={result}
        options={checkResult.options}
        textOf={(option) => t(`restrictions.checked.results.${option}`)}
        onValue={setResult}
      />
    </AskDialog>
  );
}

const reasonsOf = {
  suspended: suspensionReason.options,
  'suspension-lifted': liftingReason.options,
  released: releaseReason.options,
} as const;
type ReasonedKind = keyof typeof reasonsOf;

export function ReasonDialog({ kind, item, ...rest }: DecisionProps & { readonly kind: ReasonedKind }) {
  const { t } = useTexts();
  const [reason, setReason] = useState<(typeof reasonsOf)[ReasonedKind][number] | ''>('');
  const decision = restrictionDecision.safeParse({ kind, reason }).data ?? null;
  return (
    <AskDialog
      title={t(`restrictions.${kind}.title`)}
      confirm={t(`restrictions.${kind}.confirm`)}
      act={actOn(item, decision)}
      {...rest}
    >
      <p>{t(`restrictions.${kind}.text`)}</p>
      <Choice
        id="restrictions-reason"
        label={t('restrictions.reason')}
        value={reason}
        options={reasonsOf[kind]}
        textOf={(option) => t(`restrictions.reasons.${option}`)}
        onValue={setReason}
      />
    </AskDialog>
  );
}
