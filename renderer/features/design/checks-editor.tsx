// The points of the clerk's review (R2.4).
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { freeName } from '#src/domain/design/edits.ts';
import type { FormDraft } from '#src/domain/design/schema.ts';
import { LocalTextInput, SelectInput } from './controls.tsx';
import { changeAndFocus, controlId } from './editing.ts';

interface ChecksEditorProps {
  /** The form asks about somebody who acts for the subject: a point may be for those registrations only. */
  readonly hasRepresentative: boolean;
  readonly checks: FormDraft['reviewChecks'];
  readonly onChecks: (checks: FormDraft['reviewChecks'], place: string | null) => void;
}

type Check = FormDraft['reviewChecks'][number];

/** A point for everybody carries no mark. */
function withParty({ party: _party, ...check }: Check, party: string): Check {
  return party === 'representative' ? { ...check, party } : check;
}

export function ChecksEditor({ checks, hasRepresentative, onChecks }: ChecksEditorProps) {
  const { t } = useTexts();
  const add = () => {
    const id = freeName(
      checks.map((check) => check.id),
      'check-',
    );
    const added = [...checks, { id, label: { 'zh-CN': '', en: '' } }];
    changeAndFocus(() => onChecks(added, null), `reviewChecks.${checks.length}.label.zh-CN`);
  };
  return (
    <div className="design-checklist">
      <span className="field-label">
        {t('design.checks')} <span className="field-mark">{t('design.checksHint')}</span>
      </span>
      {checks.map((check, index) => (
        <div key={check.id} className="design-check">
          <LocalTextInput
            path={`reviewChecks.${index}.label`}
            label={t('design.check', { number: index + 1 })}
            value={check.label}
            onValue={(label, place) => onChecks(checks.with(index, { ...check, label }), place)}
          />
          {hasRepresentative || check.party !== undefined ? (
            <SelectInput
              path={`reviewChecks.${index}.party`}
              label={t('design.checkParty')}
              value={check.party ?? 'subject'}
              options={(['subject', 'representative'] as const).map((value) => ({
                value,
                label: t(`design.checkParties.${value}`),
              }))}
              onValue={(party) => onChecks(checks.with(index, withParty(check, party)), null)}
            />
          ) : null}
          <Button
            look="quiet"
            aria-label={t('design.checkRemove', { number: index + 1 })}
            onClick={() => changeAndFocus(() => onChecks(checks.toSpliced(index, 1), null), 'reviewChecks')}
          >
            ✕
          </Button>
        </div>
      ))}
      <Button id={controlId('reviewChecks')} onClick={add}>
        {t('design.checkAdd')}
      </Button>
    </div>
  );
}
