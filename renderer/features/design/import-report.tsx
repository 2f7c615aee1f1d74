// What an import would do, before anything is kept: every row and column that was taken, changed or left out, and why.
import { useState } from 'react';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import type { RefusalShown } from '#renderer/i18n/refusal-text.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { zhCn } from '#renderer/i18n/zh-cn.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx';
import type { Imported } from '#src/domain/xlsform/convert.ts';
import type { ImportLine } from '#src/domain/xlsform/report.ts';

interface ImportReportProps {
  readonly imported: Imported;
  readonly isBusy: boolean;
  readonly refusal: RefusalShown | null;
  readonly onTake: () => void;
  readonly onCancel: () => void;
}

const outcomes = ['left-out', 'changed', 'taken'] as const;
const mostShown = 500;

function useLineText(): (line: ImportLine) => string {
  const { t } = useTexts();
  const kinds: Readonly<Record<string, string>> = zhCn.design.kinds;
  return ({ code, params }) => {
    const { kind, part } = params;
    return t(`design.import.lines.${code}`, {
      ...params,
      ...(typeof kind === 'string' && kind in kinds ? { kind: t(`design.kinds.${kind as keyof typeof zhCn.design.kinds}`) } : {}),
      ...(part === 'core' || part === 'supplementary' ? { part: t(`design.parts.${part}`) } : {}),
    });
  };
}

export function ImportReport({ imported, isBusy, refusal, onTake, onCancel }: ImportReportProps) {
  const { t } = useTexts();
  const lineText = useLineText();
  const [filter, setFilter] = useState<ImportLine['outcome'] | null>(null);
  const { lines, form } = imported;
  const count = (outcome: ImportLine['outcome']) => lines.filter((line) => line.outcome === outcome).length;
  const shown = lines
    .map((line, index) => ({ ...line, key: `${index}` }))
    .filter((line) => filter === null || line.outcome === filter);
  return (
    <ScrollRegion className="design-overview" label={t('design.import.title')} takesFocus>
      <h1 id="design-import-report" data-fields={form.fields.length}>
        {t('design.import.title')}
      </h1>
      <p>{t('design.import.summary', { count: form.fields.length })}</p>
      <p className="field-mark">{t('design.import.hint')}</p>
      <RefusalMessage id="design-error" refusal={refusal} />
      <div className="actions">
        <Button id="design-import-take" look="primary" disabled={isBusy || form.fields.length === 0} onClick={onTake}>
          {t('design.import.take')}
        </Button>
        <Button id="design-import-cancel" disabled={isBusy} onClick={onCancel}>
          {t('design.import.cancel')}
        </Button>
        <fieldset className="design-views actions-apart">
          <legend className="visually-hidden">{t('queue.filter')}</legend>
          <Button aria-pressed={filter === null} onClick={() => setFilter(null)}>
            {t('queue.all')} {lines.length}
          </Button>
          {outcomes.map((outcome) => (
            <Button
              key={outcome}
              id={`design-import-${outcome}`}
              data-count={count(outcome)}
              aria-pressed={filter === outcome}
              onClick={() => setFilter(outcome)}
            >
              {t(`design.import.outcomes.${outcome}`)} {count(outcome)}
            </Button>
          ))}
        </fieldset>
      </div>
      <table className="design-changes">
        <thead>
          <tr>
            <th scope="col">{t('design.import.sheet')}</th>
            <th scope="col">{t('design.import.row')}</th>
            <th scope="col">{t('design.import.outcome')}</th>
            <th scope="col">{t('design.import.why')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.slice(0, mostShown).map((line) => (
            <tr key={line.key} data-outcome={line.outcome} data-code={line.code}>
              <td>{line.sheet}</td>
              <td>{line.row ?? ''}</td>
              <td className={`design-outcome-${line.outcome}`}>{t(`design.import.outcomes.${line.outcome}`)}</td>
              <td>{lineText(line)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length > mostShown ? (
        <p className="field-mark">{t('design.import.more', { count: shown.length - mostShown })}</p>
      ) : null}
    </ScrollRegion>
  );
}
