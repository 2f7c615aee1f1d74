// The document readers of this workstation, for IT administrators: the reader's own service and what a keyboard-wedge reader types.
// Both can be tried before they are saved; a trial says which parts were recognised and never shows what they say.
import { useState } from 'react';
import { useAct, useCall } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { readerSettings, type ReaderSettings as Settings } from '#src/domain/documents/settings.ts';
import { ServiceSettings } from './service-settings.tsx';
import { WedgeSettingsPart } from './wedge-settings.tsx';
import './documents.css';

/** A part that is left empty is looked for under its own name. */
function withoutEmptyPaths({ service, wedge }: Settings): Settings {
  if (service === null) return { service, wedge };
  const mapping = Object.fromEntries(Object.entries(service.mapping).filter(([, path]) => path !== ''));
  return { service: { address: service.address.trim(), mapping }, wedge };
}

function SettingsForm({ saved }: { readonly saved: Settings }) {
  const { t } = useTexts();
  const [draft, setDraft] = useState(saved);
  const [isSaved, setSaved] = useState(false);
  const save = useAct('documents.changeSettings');
  const ready = readerSettings.safeParse(withoutEmptyPaths(draft));
  const change = (changed: Partial<Settings>) => {
    setSaved(false);
    save.clear();
    setDraft({ ...draft, ...changed });
  };
  const saveNow = async () => {
    if (!ready.success) return;
    const answer = await save.run(ready.data);
    setSaved(answer?.ok === true);
  };
  const status = isSaved ? t('readers.saved') : '';
  return (
    <>
      <ServiceSettings service={draft.service} onService={(service) => change({ service })} />
      <WedgeSettingsPart wedge={draft.wedge} onWedge={(wedge) => change({ wedge })} />
      <RefusalMessage id="readers-error" refusal={save.refusal} />
      <div className="actions">
        <Button id="readers-save" look="primary" disabled={save.isBusy || !ready.success} onClick={() => void saveNow()}>
          {t('readers.save')}
        </Button>
        <span id="readers-status" className="field-mark" role="status" data-saved={isSaved}>
          {ready.success ? status : t('readers.incomplete')}
        </span>
      </div>
    </>
  );
}

export function ReaderSettings() {
  const { t } = useTexts();
  const { data, error } = useCall('documents.settings', {});
  return (
    <section className="readers" id="readers" aria-labelledby="readers-title">
      <h2 id="readers-title">{t('readers.title')}</h2>
      <p>{t('readers.text')}</p>
      <RefusalMessage refusal={error} />
      {data === undefined ? null : <SettingsForm saved={data} />}
    </section>
  );
}
