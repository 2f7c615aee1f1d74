// Choosing one's own passphrase (ASVS 6.2.2): the present one, the new one twice. What was typed is forgotten with every attempt that the
// program refused for it; after one that the line broke it stays, so that the same can be tried again.
import { type FormEvent, useState } from 'react';
import type { Act } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { FieldErrorShown } from '#renderer/ui/field.tsx';
import { focusId } from '#renderer/ui/stops.ts';
import { PassphraseInput } from './passphrase-input.tsx';

const places = ['present', 'chosen', 'again'] as const;
type Place = (typeof places)[number];
type Typed = Readonly<Record<Place, string>>;
const nothing: Typed = { present: '', chosen: '', again: '' };

/** The first field that has to be typed (again), and why. */
function flawOf(typed: Typed): { readonly place: Place; readonly text: 'needed' | 'different' } | null {
  const empty = places.find((place) => typed[place] === '');
  if (empty !== undefined) return { place: empty, text: 'needed' };
  return typed.again === typed.chosen ? null : { place: 'again', text: 'different' };
}

/** What is wrong with the new one; anything else the present one or the line. */
const ofTheNewOne = /^staff\/passphrase-(?:short|common|foreseeable|unchanged)$/u;

function placeOf(code: string): Place {
  return ofTheNewOne.test(code) ? 'chosen' : 'present';
}

function leftAfter(code: string, typed: Typed): Typed {
  if (placeOf(code) === 'chosen') return { ...typed, chosen: '', again: '' };
  return code.startsWith('server/') || code === 'staff/passphrase-unsettled' ? typed : { ...typed, present: '' };
}

interface PassphraseFormProps {
  readonly change: Act<'staff.changePassphrase'>;
  readonly onDone: () => void;
}

const formId = 'passphrase-form';

/** Of the form, wherever it stands. */
export function ChangeButton({ isBusy, isLarge = false }: { readonly isBusy: boolean; readonly isLarge?: boolean }) {
  const { t } = useTexts();
  return (
    <Button id="passphrase-confirm" look="primary" type="submit" form={formId} isLarge={isLarge} disabled={isBusy}>
      {isBusy ? t('passphrase.busy') : t('passphrase.submit')}
    </Button>
  );
}

export function PassphraseForm({ change, onDone }: PassphraseFormProps) {
  const { t } = useTexts();
  const [typed, setTyped] = useState(nothing);
  const [flaw, setFlaw] = useState<ReturnType<typeof flawOf>>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = flawOf(typed);
    setFlaw(found);
    if (found !== null) return focusId(`passphrase-${found.place}`);
    const answer = await change.run({ present: typed.present, chosen: typed.chosen });
    if (answer === null) return;
    if (answer.ok) return onDone();
    const { code } = answer.error;
    setTyped((now) => leftAfter(code, now));
    focusId(`passphrase-${placeOf(code)}`);
  };
  const errorAt = (place: Place): FieldErrorShown | null =>
    flaw?.place === place ? { code: `passphrase/${flaw.text}`, text: t(`passphrase.${flaw.text}`) } : null;

  return (
    <form id={formId} className="proof-form" noValidate autoComplete="off" onSubmit={(event) => void submit(event)}>
      {places.map((place) => (
        <PassphraseInput
          key={place}
          id={`passphrase-${place}`}
          label={t(`passphrase.${place}`)}
          help={place === 'chosen' ? t('passphrase.chosenHelp') : ''}
          error={errorAt(place)}
          value={typed[place]}
          maxLength={200}
          autoFocus={place === 'present'}
          data-first={place === 'present' ? '' : undefined}
          onValue={(value) => {
            setTyped((now) => ({ ...now, [place]: value }));
            setFlaw(null);
          }}
        />
      ))}
      <RefusalMessage id="passphrase-error" refusal={change.refusal} />
    </form>
  );
}
