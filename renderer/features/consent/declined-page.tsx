import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import './consent.css';

/** The subject declined (R2.5): a calm end, nothing collected. */
export function DeclinedPage({ onNext }: { readonly onNext: () => void }) {
  const { t } = useTexts();
  return (
    <div className="sheet" id="declined">
      <div className="sheet-card">
        <h1>
          <span role="status">{t('declined.title')}</span>
        </h1>
        <p>{t('declined.text')}</p>
        <div className="actions">
          <Button id="action-next" look="primary" isLarge autoFocus keyName="Enter" onClick={onNext}>
            {t('declined.next')}
          </Button>
        </div>
      </div>
    </div>
  );
}
