// The points of the clerk's review (R2.4).
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { freeName } from '#src/domain/design/edits.ts';
import type { FormDraft } from '#src/domain/design/schema.ts';
import { LocalTextInput } from './controls.tsx';
import { controlId } from './editing.ts';

interface ChecksEditorProps {
  readonly checks: FormDraft['reviewChecks'];
  readonly onChecks: (checks: FormDraft['reviewChecks'], place: string | null) => void;
}

export function ChecksEditor({ checks, onChecks }: ChecksEditorProps) {
  const { t } = useTexts();
  const add = () => {
    const id = freeName(
      checks.map((check) => check.id),
      'check-',
    );
    onChecks([...checks, { id, label: { 'zh-CN': '', en: '' } }], null);
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
          <Button
            look="quiet"
            aria-label={t('design.checkRemove', { number: index + 1 })}
            onClick={() => onChecks(checks.toSpliced(index, 1), null)}
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
