// Which printer and which paper this workstation uses, where it is needed: beside the page that did not come out.
import { useQueryClient } from '@tanstack/react-query';
import { useAct, useCall } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { paper, type PrintSettings as Settings } from '#src/domain/printing/schema.ts';

export function PrintSettings() {
  const { t } = useTexts();
  const { data } = useCall('printing.settings', {});
  const choose = useAct('printing.choose');
  const client = useQueryClient();
  if (data === undefined) return null;
  const { settings, printers } = data;
  const isKnown = settings.printer === null || printers.some(({ name }) => name === settings.printer);
  const change = async (changed: Partial<Settings>) => {
    await choose.run({ ...settings, ...changed });
    await client.invalidateQueries({ queryKey: ['printing.settings'] });
  };
  return (
    <div className="print-settings" id="print-settings">
      <label>
        {t('printing.printer')}
        <select
          id="print-printer"
          className="input"
          value={settings.printer ?? ''}
          onChange={(event) => void change({ printer: event.currentTarget.value === '' ? null : event.currentTarget.value })}
        >
          <option value="">{printers.length === 0 ? t('printing.noPrinter') : t('printing.defaultPrinter')}</option>
          {printers.map(({ name, displayName }) => (
            <option key={name} value={name}>
              {displayName}
            </option>
          ))}
          {isKnown ? null : <option value={settings.printer ?? ''}>{t('printing.absent', { name: settings.printer })}</option>}
        </select>
      </label>
      <label>
        {t('printing.paper')}
        <select
          id="print-paper"
          className="input"
          value={settings.paper}
          onChange={(event) => void change({ paper: paper.parse(event.currentTarget.value) })}
        >
          {paper.options.map((name) => (
            <option key={name} value={name}>
              {t(`printing.papers.${name}`)}
            </option>
          ))}
        </select>
      </label>
      <RefusalMessage refusal={choose.refusal} />
    </div>
  );
}
