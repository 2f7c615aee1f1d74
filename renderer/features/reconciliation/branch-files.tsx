// Day reports by hand between workstations without a network.
import { type ChangeEvent, useRef, useState } from 'react';
import { useAct } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';

export function BranchFiles() {
  const { t } = useTexts();
  const input = useRef<HTMLInputElement>(null);
  const save = useAct('reconciliation.saveDays');
  const take = useAct('reconciliation.takeDays');
  const [done, setDone] = useState<string | null>(null);
  const isBusy = save.isBusy || take.isBusy;
  const write = async () => {
    setDone(null);
    take.clear();
    const answer = await save.run({});
    if (answer?.ok) setDone(t('branchDay.saved', { count: answer.value.days }));
  };
  const read = async (event: ChangeEvent<HTMLInputElement>) => {
    const field = event.currentTarget;
    const [file] = field.files ?? [];
    if (file === undefined) return;
    setDone(null);
    save.clear();
    const answer = await take.run({ file: await file.text() });
    field.value = '';
    if (answer?.ok) setDone(t(answer.value.refused > 0 ? 'branchDay.takenRefused' : 'branchDay.taken', { ...answer.value }));
  };
  return (
    <div className="branch-files">
      <input ref={input} id="branch-file" type="file" accept=".json" hidden onChange={(event) => void read(event)} />
      <Button id="branch-take" disabled={isBusy} onClick={() => input.current?.click()}>
        {t('branchDay.take')}
      </Button>
      <Button id="branch-save" disabled={isBusy} onClick={() => void write()}>
        {t('branchDay.save')}
      </Button>
      <RefusalMessage id="branch-file-error" refusal={save.refusal ?? take.refusal} />
      {done === null ? null : (
        <p id="branch-file-done" role="status">
          {done}
        </p>
      )}
    </div>
  );
}
