// The decisions about one workstation: approve, take out of service, replace, and what became of its records.
import { useState } from 'react';
import { fullTime } from '#renderer/i18n/formats.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import type { FleetAct } from '#src/contract/sync/devices.ts';
import type { FleetEntry } from '#src/domain/devices/fleet.ts';
import { acceptingReasons, type HeldRecord, heldReason, rejectingReasons } from '#src/domain/devices/held.ts';
import { revocationReasons } from '#src/domain/devices/standing.ts';
import { ActDialog, type Answered } from './act-dialog.tsx';
import { WordList } from './word-list.tsx';

interface DecisionProps {
  readonly entry: FleetEntry;
  readonly onCancel: () => void;
  readonly onDone: (answered: Answered) => void;
}

export function ApproveDialog({ entry, ...rest }: DecisionProps) {
  const { t } = useTexts();
  return (
    <ActDialog
      title={t('fleet.approveTitle')}
      confirm={t('fleet.approve')}
      act={{ kind: 'approve', deviceId: entry.deviceId }}
      {...rest}
    >
      <p>{t('fleet.approveText', { name: entry.name })}</p>
      <WordList id="fleet-words" keyId={entry.keyId} />
    </ActDialog>
  );
}

interface ChoiceProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly onValue: (value: string) => void;
}

/** Nothing is chosen beforehand: a decision names its reason. */
function Choice({ id, label, value, options, onValue }: ChoiceProps) {
  const { t } = useTexts();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="input" value={value} onChange={(event) => onValue(event.target.value)}>
        <option value="">{t('fleet.choose')}</option>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

export function RevokeDialog({ entry, ...rest }: DecisionProps) {
  const { t } = useTexts();
  const [chosen, setChosen] = useState('');
  const reason = revocationReasons.find((one) => one === chosen);
  const act: FleetAct | null = reason === undefined ? null : { kind: 'revoke', deviceId: entry.deviceId, reason };
  return (
    <ActDialog title={t('fleet.revokeTitle')} confirm={t('fleet.revoke')} act={act} {...rest}>
      <p>{t('fleet.revokeText', { name: entry.name })}</p>
      <Choice
        id="fleet-reason"
        label={t('fleet.reason')}
        value={chosen}
        options={revocationReasons.map((one) => [one, t(`fleet.reasons.${one}`)] as const)}
        onValue={setChosen}
      />
    </ActDialog>
  );
}

/** @param candidates workstations of the same branch that may take its place */
export function ReplaceDialog({ entry, candidates, ...rest }: DecisionProps & { readonly candidates: readonly FleetEntry[] }) {
  const { t } = useTexts();
  const [chosen, setChosen] = useState('');
  const act: FleetAct | null = chosen === '' ? null : { kind: 'replace', deviceId: entry.deviceId, newDeviceId: chosen };
  return (
    <ActDialog title={t('fleet.replaceTitle')} confirm={t('fleet.replace')} act={act} {...rest}>
      <p>{t('fleet.replaceText', { name: entry.name })}</p>
      <Choice
        id="fleet-replacement"
        label={t('fleet.replacement')}
        value={chosen}
        options={candidates.map((one) => [one.deviceId, `${one.name} (${one.deviceId.slice(0, 8)})`] as const)}
        onValue={setChosen}
      />
    </ActDialog>
  );
}

export function HeldDialog({ entry, held, ...rest }: DecisionProps & { readonly held: readonly HeldRecord[] | null }) {
  const { t } = useTexts();
  const [chosen, setChosen] = useState('');
  const reason = heldReason.options.find((one) => one === chosen);
  const accepting: readonly string[] = acceptingReasons;
  const contentHashes = (held ?? []).map(({ contentHash }) => contentHash);
  const decision = accepting.includes(chosen) ? 'accepted' : 'rejected';
  const decide: FleetAct | null =
    reason === undefined ? null : { kind: 'decide-held', deviceId: entry.deviceId, contentHashes, decision, reason };
  const act: FleetAct | null = held === null ? { kind: 'held', deviceId: entry.deviceId } : decide;
  return (
    <ActDialog title={t('fleet.heldTitle')} confirm={held === null ? t('fleet.show') : t('fleet.decide')} act={act} {...rest}>
      <p>{t('fleet.heldText', { name: entry.name, count: entry.held })}</p>
      {held === null ? null : (
        <>
          <ul id="fleet-held">
            {held.map((one) => (
              <li key={one.contentHash} data-problem={one.problem ?? undefined}>
                {t('fleet.heldRecord', { sequence: one.sequence, service: one.serviceId, at: fullTime(one.submittedAt) })}
              </li>
            ))}
          </ul>
          <Choice
            id="fleet-held-reason"
            label={t('fleet.decision')}
            value={chosen}
            options={[...acceptingReasons, ...rejectingReasons].map((one) => [one, t(`fleet.heldReasons.${one}`)] as const)}
            onValue={setChosen}
          />
        </>
      )}
    </ActDialog>
  );
}
