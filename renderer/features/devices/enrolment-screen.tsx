// Enrolling this workstation in one step (S7): address, one-time code, a name. Errors stand at the field that can be put right.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useAct } from '#renderer/bridge/queries.ts';
import { LanguageButton } from '#renderer/i18n/language-button.tsx';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { type RefusalShown, refusalText } from '#renderer/i18n/refusal-text.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { describedBy, type FieldErrorShown, FieldNote } from '#renderer/ui/field.tsx';
import { focusId } from '#renderer/ui/stops.ts';
import { privateInput, TextInput } from '#renderer/ui/text-input.tsx';
import { parseEnrolmentCode } from '#src/domain/devices/enrolment-code.ts';
import { groupPlaces, joinGroups, typeGroup } from './enrolment-groups.ts';
import './devices.css';

type Place = 'address' | 'code' | 'name';
const placeOfRefusal: Readonly<Record<string, Place>> = {
  'devices/address-invalid': 'address',
  'devices/code-malformed': 'code',
  'devices/code-refused': 'code',
};
/** At enrolment these mean something else than during work. */
const ownWords = ['server/unreachable', 'server/wrong-identity', 'server/answer-invalid'] as const;
const focusOf: Readonly<Record<Place, string>> = { address: 'enrol-address', code: 'enrol-code-1', name: 'enrol-name' };

interface CodeFieldProps {
  readonly groups: readonly string[];
  readonly error: FieldErrorShown | null;
  readonly onGroups: (groups: readonly string[]) => void;
}

function CodeField({ groups, error, onGroups }: CodeFieldProps) {
  const { t } = useTexts();
  const row = useRef<HTMLDivElement>(null);
  const focusGroup = (index: number) => row.current?.querySelectorAll('input')[index]?.focus();
  const change = (index: number, text: string) => {
    const typed = typeGroup(groups, index, text);
    onGroups(typed.groups);
    if (typed.next !== index) focusGroup(typed.next);
  };
  return (
    <fieldset className="field" aria-describedby={describedBy('enrol-code', error)}>
      <legend className="field-label">{t('enrolment.code')}</legend>
      <div className="code-groups" ref={row}>
        {groupPlaces.map((place, index) => (
          <input
            key={place}
            id={`enrol-code-${place}`}
            className="input"
            type="text"
            {...privateInput}
            aria-label={t('enrolment.codeGroup', { number: place })}
            aria-invalid={error !== null}
            value={groups[index] ?? ''}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => change(index, event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Backspace' && groups[index] === '' && index > 0) focusGroup(index - 1);
            }}
          />
        ))}
      </div>
      <FieldNote id="enrol-code" help={t('enrolment.codeHelp')} error={error} />
    </fieldset>
  );
}

/** @param trouble why an enrolment given at installation did not work; null for a plain first start */
export function EnrolmentScreen({ trouble }: { readonly trouble: RefusalShown | null }) {
  const { t } = useTexts();
  const [address, setAddress] = useState('');
  const [groups, setGroups] = useState<readonly string[]>(groupPlaces.map(() => ''));
  const [name, setName] = useState('');
  const [local, setLocal] = useState<{ readonly place: Place; readonly error: FieldErrorShown } | null>(null);
  const enrol = useAct('devices.enrol');
  const client = useQueryClient();

  const refusedAt = enrol.refusal === null ? undefined : placeOfRefusal[enrol.refusal.code];
  const errorAt = (place: Place): FieldErrorShown | null => {
    if (local?.place === place) return local.error;
    return enrol.refusal !== null && refusedAt === place
      ? { code: enrol.refusal.code, text: refusalText(t, enrol.refusal) }
      : null;
  };
  const textOf = (refusal: RefusalShown | null): string | undefined => {
    const own = ownWords.find((code) => code === refusal?.code);
    return own === undefined ? undefined : t(`enrolment.refusals.${own}`);
  };
  const complain = (place: Place, code: string, text: string) => {
    enrol.clear();
    setLocal({ place, error: { code, text } });
    focusId(focusOf[place]);
  };
  const edited = <T,>(set: (value: T) => void) => {
    return (value: T) => {
      setLocal(null);
      enrol.clear();
      set(value);
    };
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const code = joinGroups(groups);
    if (address.trim() === '') return complain('address', 'forms/required', t('enrolment.addressNeeded'));
    if (!parseEnrolmentCode(code).ok) return complain('code', 'devices/code-malformed', t('errors.devices/code-malformed'));
    if (name.trim() === '') return complain('name', 'forms/required', t('enrolment.nameNeeded'));
    setLocal(null);
    const answer = await enrol.run({ address: address.trim(), code, name });
    if (answer === null) return;
    if (answer.ok || answer.error.code === 'devices/already-enrolled') {
      await client.invalidateQueries({ queryKey: ['startup.status'] });
      return;
    }
    focusId(focusOf[placeOfRefusal[answer.error.code] ?? 'address']);
  };

  return (
    <main className="sheet" data-screen="enrolment">
      <form className="sheet-card" noValidate onSubmit={(event) => void submit(event)}>
        <div className="actions">
          <h1>{t('enrolment.title')}</h1>
          <span className="actions-apart">
            <LanguageButton />
          </span>
        </div>
        <p>{t('enrolment.text')}</p>
        {trouble === null || enrol.refusal !== null || local !== null ? null : (
          <>
            <p>{t('enrolment.automatic')}</p>
            <RefusalMessage id="enrol-trouble" refusal={trouble} text={textOf(trouble)} />
          </>
        )}
        <TextInput
          id="enrol-address"
          label={t('enrolment.address')}
          help={t('enrolment.addressHelp')}
          error={errorAt('address')}
          value={address}
          inputMode="url"
          autoFocus
          onValue={edited(setAddress)}
        />
        <CodeField groups={groups} error={errorAt('code')} onGroups={edited(setGroups)} />
        <TextInput
          id="enrol-name"
          label={t('enrolment.name')}
          help={t('enrolment.nameHelp')}
          error={errorAt('name')}
          value={name}
          maxLength={60}
          onValue={edited(setName)}
        />
        {refusedAt === undefined ? (
          <RefusalMessage id="enrol-error" refusal={enrol.refusal} text={textOf(enrol.refusal)} />
        ) : null}
        <div className="actions">
          <Button id="enrol-submit" type="submit" look="primary" isLarge disabled={enrol.isBusy}>
            {enrol.isBusy ? t('enrolment.busy') : t('enrolment.submit')}
          </Button>
        </div>
      </form>
    </main>
  );
}
