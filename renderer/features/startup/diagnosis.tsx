import { useRef, useState } from 'react';
import { useCall } from '#renderer/bridge/queries.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { copyAll, saveText } from '#renderer/ui/hand-over.ts';

/** The diagnosis text, to copy or to save. It holds no personal data; the program sees to that. */
export function Diagnosis() {
  const { t } = useTexts();
  const area = useRef<HTMLTextAreaElement>(null);
  const [isCopied, setCopied] = useState(false);
  const { data } = useCall('startup.diagnosis', {});
  const text = data?.text ?? '';
  return (
    <details>
      <summary>
        {t('trouble.diagnosis')} <span className="field-mark">{t('trouble.diagnosisText')}</span>
      </summary>
      <textarea ref={area} id="diagnosis" className="diagnosis" aria-label={t('trouble.diagnosis')} readOnly value={text} />
      <div className="actions">
        <Button id="diagnosis-copy" onClick={() => setCopied(copyAll(area.current))}>
          {t('trouble.copy')}
        </Button>
        <Button id="diagnosis-save" onClick={() => saveText(text, 'countersign-diagnosis.txt', 'text/plain')}>
          {t('trouble.save')}
        </Button>
        <span role="status">{isCopied ? t('trouble.copied') : ''}</span>
      </div>
    </details>
  );
}
