// A restricted or suspended subject, as the clerk sees it (R3.6): why, in words that can be said to the person, and what to do. Nothing of
// any other record.
import { fullTime } from '#renderer/i18n/formats.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useKeys } from '#renderer/ui/keys.ts';
import type { RecognisedRestriction } from '#src/contract/ipc/restriction.ts';
import './restriction.css';

interface RestrictionPanelProps {
  readonly found: RecognisedRestriction;
  readonly onCheck: () => void;
}

/** F6, which types nothing. */
const checkKey = 'F6';

export function RestrictionPanel({ found, onCheck }: RestrictionPanelProps) {
  const { t } = useTexts();
  const { state, needs, failures, reasons, since, checked } = found;
  const isOpen = needs === 'further-check' && checked === null;
  useKeys(isOpen ? { f6: { text: t('restriction.check'), act: onCheck } } : {});
  const between = t('restriction.reasonsBetween');
  if (needs === 'further-check' && checked !== null) {
    const points = checked.points.map((point) => t(`restriction.pointsShort.${point}`)).join(between);
    return (
      <p id="restriction-checked" className="restriction-done" role="status">
        {t('restriction.checked', { name: checked.byName, at: fullTime(checked.at), points })}
      </p>
    );
  }
  const why = reasons.map((reason) => t(`verification.reasons.${reason}`)).join(between);
  const refused = state === 'suspended' ? 'suspended' : 'refused';
  const kind = isOpen ? 'restricted' : refused;
  return (
    <section
      className="restriction"
      id="restriction"
      role="status"
      data-state={state}
      data-needs={needs}
      aria-labelledby="restriction-title"
    >
      <h2 id="restriction-title">{t(`restriction.${kind}.title`)}</h2>
      <p>{t(`restriction.${kind}.text`)}</p>
      <p className="field-mark">
        {t('restriction.why', { count: failures, reasons: why, since: since === null ? '' : fullTime(since) })}{' '}
        {t('restriction.checkNumber')}
      </p>
      {isOpen ? (
        <div className="actions">
          <Button id="restriction-check" keyName={checkKey} onClick={onCheck}>
            {t('restriction.check')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
