// A supervisor's decision about one open restriction (R3.6), which names its reason.
import { useState } from 'react';
import { type DecisionShown, ProvedActDialog } from '#renderer/bridge/proved-act-dialog.tsx';
import { useAct } from '#renderer/bridge/queries.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Select } from '#renderer/ui/select.tsx';
import type { OpenRestriction, RestrictionAct, RestrictionsResponse } from '#src/contract/sync/restriction.ts';
import type { RestrictionFilter } from '#src/domain/restriction/filter.ts';
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

interface AskDialogProps extends DecisionShown {
  /** Null while something is not chosen yet. */
  readonly act: RestrictionAct | null;
  readonly onDone: (answered: RestrictionsResponse) => void;
}

function AskDialog({ act, ...shown }: AskDialogProps) {
  const { run, isBusy, refusal } = useAct('restriction.decide');
  const ask = act === null ? null : (passphrase: string) => run({ passphrase, act });
  return <ProvedActDialog area="restrictions" isWide isBusy={isBusy} refusal={refusal} ask={ask} {...shown} />;
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
function Chosen<T extends string>({ options, textOf, onValue, ...rest }: ChoiceProps<T>) {
  const { t } = useTexts();
  const choices = [{ value: '', text: t('restrictions.choose') }, ...options.map((value) => ({ value, text: textOf(value) }))];
  return <Select {...rest} choices={choices} onPick={(value) => onValue(options.find((one) => one === value) ?? '')} />;
}

export interface DecisionProps {
  readonly item: OpenRestriction;
  /** What is shown after it. */
  readonly filter: RestrictionFilter;
  readonly onCancel: () => void;
  readonly onDone: (answered: RestrictionsResponse) => void;
}

function actOn(
  { item: { subjectId, version }, filter }: Pick<DecisionProps, 'item' | 'filter'>,
  decision: RestrictionDecision | null,
): RestrictionAct | null {
  return decision === null ? null : { kind: 'decide', subjectId, version, decision, filter };
}

export function CheckedDialog({ item, filter, ...rest }: DecisionProps) {
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
      act={actOn({ item, filter }, decision)}
      {...rest}
    >
      <p>{t('restrictions.checked.text')}</p>
      <CheckPoints idStart="restrictions" ticked={ticked} onTick={(point) => setTicked(toggled(ticked, point))} />
      <Chosen
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

export function ReasonDialog({ kind, item, filter, ...rest }: DecisionProps & { readonly kind: ReasonedKind }) {
  const { t } = useTexts();
  const [reason, setReason] = useState<(typeof reasonsOf)[ReasonedKind][number] | ''>('');
  const decision = restrictionDecision.safeParse({ kind, reason }).data ?? null;
  return (
    <AskDialog
      title={t(`restrictions.${kind}.title`)}
      confirm={t(`restrictions.${kind}.confirm`)}
      act={actOn({ item, filter }, decision)}
      {...rest}
    >
      <p>{t(`restrictions.${kind}.text`)}</p>
      <Chosen
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
