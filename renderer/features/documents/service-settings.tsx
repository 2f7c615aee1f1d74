import { useState } from 'react';
import { useAct } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { type ReadingMember, readingMembers } from '#src/domain/documents/reading.ts';
import { type ReaderService, readerService } from '#src/domain/documents/settings.ts';
import { SettingInput } from './setting-input.tsx';

interface ServiceSettingsProps {
  readonly service: ReaderService | null;
  readonly onService: (service: ReaderService | null) => void;
}

const firstAddress = 'http://127.0.0.1:19196/read';

function TestService({ service }: { readonly service: ReaderService }) {
  const { t } = useTexts();
  const test = useAct('documents.testService');
  const cancel = useAct('documents.cancelTest');
  const [found, setFound] = useState<readonly ReadingMember[] | null>(null);
  const mapping = Object.fromEntries(Object.entries(service.mapping).filter(([, path]) => path !== ''));
  const ready = readerService.safeParse({ address: service.address.trim(), mapping });
  const run = async () => {
    if (!ready.success) return;
    setFound(null);
    const answer = await test.run(ready.data);
    if (answer?.ok) setFound(answer.value.members);
  };
  const names = found?.map((member) => t(`readers.members.${member}`)).join(t('readers.comma')) ?? '';
  return (
    <>
      <div className="actions">
        {test.isBusy ? (
          <Button id="reader-test-cancel" onClick={() => void cancel.run({})}>
            {t('reader.cancel')}
          </Button>
        ) : (
          <Button id="reader-test" disabled={!ready.success} onClick={() => void run()}>
            {t('readers.test')}
          </Button>
        )}
        <span id="reader-test-result" role="status" className="field-mark" data-members={found?.join(' ')}>
          {test.isBusy ? t('reader.waitingText') : found === null ? t('readers.testHelp') : t('readers.recognised', { names })}
        </span>
      </div>
      <RefusalMessage id="reader-test-error" refusal={test.refusal} isCalm={test.refusal?.code === 'reader/cancelled'} />
    </>
  );
}

/** The reader's own service on this machine, and where its answers hold what. */
export function ServiceSettings({ service, onService }: ServiceSettingsProps) {
  const { t } = useTexts();
  return (
    <fieldset className="readers-part">
      <legend>{t('readers.service')}</legend>
      <label className="readers-check">
        <input
          id="reader-service"
          type="checkbox"
          checked={service !== null}
          onChange={(event) => onService(event.currentTarget.checked ? { address: firstAddress, mapping: {} } : null)}
        />
        {t('readers.hasService')}
      </label>
      {service === null ? null : (
        <>
          <SettingInput
            id="reader-address"
            label={t('readers.address')}
            value={service.address}
            maxLength={300}
            onValue={(address) => onService({ ...service, address })}
          />
          <p className="field-mark">{t('readers.mapping')}</p>
          <div className="readers-row">
            {readingMembers.map((member) => (
              <SettingInput
                key={member}
                id={`reader-path-${member}`}
                label={t(`readers.members.${member}`)}
                value={service.mapping[member] ?? ''}
                placeholder={member}
                maxLength={200}
                onValue={(path) => onService({ ...service, mapping: { ...service.mapping, [member]: path.trim() } })}
              />
            ))}
          </div>
          <TestService service={service} />
        </>
      )}
    </fieldset>
  );
}
