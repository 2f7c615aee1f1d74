// A signed configuration file carried in by hand (S7): for a branch that the server cannot be reached from. Chosen before sign-in,
// because it may be what lets somebody sign in.
import { type ChangeEvent, useRef, useState } from 'react';
import { useAct } from '#renderer/bridge/queries.ts';
import { fullTime } from '#renderer/i18n/formats.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Message } from '#renderer/ui/message.tsx';

interface Imported {
  readonly version: number;
  readonly issuedAt: string;
}

export function ConfigurationImport() {
  const { t } = useTexts();
  const input = useRef<HTMLInputElement>(null);
  const act = useAct('sync.importConfiguration');
  const [imported, setImported] = useState<Imported | null>(null);
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const field = event.currentTarget;
    const [file] = field.files ?? [];
    if (file === undefined) return;
    setImported(null);
    const answer = await act.run({ file: await file.text() });
    // The same file may be chosen again after its medium was exchanged.
    field.value = '';
    if (answer?.ok) setImported(answer.value);
  };
  return (
    <div className="configuration-import">
      <input
        ref={input}
        id="import-file"
        type="file"
        accept=".json,application/json"
        hidden
        onChange={(event) => void take(event)}
      />
      <Button id="import-configuration" look="quiet" disabled={act.isBusy} onClick={() => input.current?.click()}>
        {act.isBusy ? t('configurationFile.busy') : t('configurationFile.choose')}
      </Button>
      <RefusalMessage id="import-error" refusal={act.refusal} />
      {imported === null ? null : (
        <Message kind="warn" id="import-done">
          {t('configurationFile.done', { version: imported.version, time: fullTime(imported.issuedAt) })}
        </Message>
      )}
    </div>
  );
}
