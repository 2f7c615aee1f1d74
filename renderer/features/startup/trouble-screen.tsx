// A trouble of the machine (keychain, disk, database): what happened, that nothing is lost, what to do, whom to call, the code.
import { useQueryClient } from '@tanstack/react-query';
import { useAct } from '#renderer/bridge/queries.ts';
import { LanguageButton } from '#renderer/i18n/language-button.tsx';
import { type RefusalShown, troubleTexts } from '#renderer/i18n/refusal-text.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Diagnosis } from './diagnosis.tsx';
import { RecoveryPanel } from './recovery-panel.tsx';
import { RestorePanel } from './restore-panel.tsx';
import './startup.css';

interface TroubleProps {
  readonly trouble: RefusalShown;
  readonly isRestorable?: boolean;
}

export function TroubleScreen({ trouble, isRestorable = false }: TroubleProps) {
  const { t } = useTexts();
  const retry = useAct('startup.retry');
  const client = useQueryClient();
  const texts = troubleTexts(t, trouble);
  const tryAgain = async () => {
    const answer = await retry.run({});
    if (answer?.ok) client.setQueryData(['startup.status', {}], answer.value);
  };
  return (
    <main className="sheet trouble" data-screen="trouble" data-code={trouble.code}>
      <div className="sheet-card">
        <div className="trouble-head">
          <span className="trouble-sign" aria-hidden="true">
            !
          </span>
          <h1>
            <span role="alert">{texts.title}</span>
          </h1>
        </div>
        <dl className="trouble-facts">
          <dt>{t('trouble.happened')}</dt>
          <dd>{texts.happened}</dd>
          <dt>{t('trouble.kept')}</dt>
          <dd className="trouble-kept">{texts.kept}</dd>
          <dt>{t('trouble.todo')}</dt>
          <dd>{texts.todo}</dd>
          <dt>{t('trouble.contact')}</dt>
          <dd>{t('trouble.contactText')}</dd>
          <dt>{t('trouble.code')}</dt>
          <dd className="trouble-code">{trouble.code}</dd>
        </dl>
        <div className="actions">
          <Button
            id="trouble-retry"
            look={isRestorable ? 'plain' : 'primary'}
            autoFocus={!isRestorable}
            disabled={retry.isBusy}
            onClick={() => void tryAgain()}
          >
            {retry.isBusy ? t('trouble.retrying') : t('trouble.retry')}
          </Button>
          <span className="actions-apart">
            <LanguageButton />
          </span>
        </div>
        {isRestorable ? <RestorePanel key={`restore ${trouble.code}`} /> : null}
        <RecoveryPanel key={`recovery ${trouble.code}`} code={trouble.code} />
        <Diagnosis key={trouble.code} />
      </div>
    </main>
  );
}
