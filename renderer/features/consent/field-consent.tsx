import { useTexts } from '#renderer/i18n/use-texts.ts';
import './consent.css';

interface FieldConsentProps {
  readonly name: string;
  readonly label: string;
  readonly purpose: string;
  readonly necessity: string;
  readonly isAgreed: boolean;
  readonly isBusy: boolean;
  readonly onDecide: (agreed: boolean) => void;
}

/** The subject's own answer to one supplementary field (R2.6): its purpose and necessity, unticked until they agree. */
export function FieldConsent({ name, label, purpose, necessity, isAgreed, isBusy, onDecide }: FieldConsentProps) {
  const { t } = useTexts();
  const id = `consent-${name}`;
  return (
    <div className="consent">
      <dl id={`${id}-reasons`}>
        <dt>{t('capture.purpose')}</dt>
        <dd>{purpose}</dd>
        <dt>{t('capture.necessity')}</dt>
        <dd>{necessity}</dd>
      </dl>
      <label className="check">
        <input
          id={id}
          type="checkbox"
          data-stop=""
          checked={isAgreed}
          aria-busy={isBusy}
          aria-describedby={`${id}-reasons`}
          onChange={(event) => onDecide(event.currentTarget.checked)}
        />
        {t('capture.agree', { label })}
      </label>
    </div>
  );
}
