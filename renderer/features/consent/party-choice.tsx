import type { TFunction } from 'i18next';
import { Keycap } from '#renderer/ui/button.tsx';
import type { AcceptingParty } from '#src/domain/consent/schema.ts';

interface PartyChoiceProps {
  /** In the language of the notice. */
  readonly t: TFunction;
  /** Who may. */
  readonly parties: readonly AcceptingParty[];
  readonly chosen: AcceptingParty;
  readonly isDisabled: boolean;
  readonly onChoose: (party: AcceptingParty) => void;
}

/** Who is at the counter and accepts: the subject, unless said otherwise. */
export function PartyChoice({ t, parties, chosen, isDisabled, onChoose }: PartyChoiceProps) {
  return (
    <fieldset className="party" id="notice-party" data-party={chosen} disabled={isDisabled}>
      <legend>
        {t('parties.question')} <span className="field-mark">{t('parties.hint')}</span>
      </legend>
      {parties.map((party, index) => (
        <label key={party} className="option">
          <input
            type="radio"
            id={`notice-party-${party}`}
            name="notice-party"
            checked={party === chosen}
            onChange={() => onChoose(party)}
          />
          <span>
            {t(`parties.${party}`)} <small>{t(`parties.explain.${party}`)}</small>
          </span>
          <Keycap>{String(index + 1)}</Keycap>
        </label>
      ))}
    </fieldset>
  );
}
