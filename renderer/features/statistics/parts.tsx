// The two ways in which a table is shown: as bars, and over time as columns. Nothing at all is said in words, not drawn.
import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { BarTable, ColumnPlot, type PlotItem } from '#renderer/ui/plots.tsx';
import type { StatisticsTable } from '#src/domain/statistics/schema.ts';

/** What stands under a column: the week's number, or month and day. */
function shortName(bucket: string): string {
  return bucket.slice(5);
}

function useItems(): (table: StatisticsTable, labelOf: (key: string) => string) => readonly PlotItem[] {
  const { t } = useTexts();
  return ({ cells }, labelOf) =>
    cells.map(({ key, count }) => ({
      key,
      label: labelOf(key),
      value: count,
      text: count === null ? t('statistics.notTold') : String(count),
    }));
}

function isEmpty({ total, cells }: StatisticsTable): boolean {
  return total === 0 && cells.every(({ count }) => count === 0);
}

function Nothing({ id, title, none }: { readonly id: string; readonly title: string; readonly none: string }) {
  return (
    <>
      <h2>{title}</h2>
      <p id={`${id}-none`}>{none}</p>
    </>
  );
}

interface PartProps {
  readonly id: string;
  readonly title: string;
  /** What is counted. */
  readonly unit: string;
  /** Said where nothing was counted; without it the zeros are shown. */
  readonly none?: string;
  readonly table: StatisticsTable;
  readonly labelOf: (key: string) => string;
}

export function Part({ id, title, unit, none, table, labelOf }: PartProps) {
  const items = useItems()(table, labelOf);
  return (
    <section className="statistics-part">
      {none !== undefined && isEmpty(table) ? (
        <Nothing id={id} title={title} none={none} />
      ) : (
        <BarTable id={id} caption={title} columns={{ label: title, value: unit }} items={items} />
      )}
    </section>
  );
}

interface OverTimeProps extends Omit<PartProps, 'labelOf'> {
  readonly isYear: boolean;
  readonly total: ReactNode;
}

export function OverTime({ id, title, unit, none, table, isYear, total }: OverTimeProps) {
  const { t } = useTexts();
  const items = useItems()(table, shortName);
  if (none !== undefined && isEmpty(table)) {
    return (
      <section className="statistics-part statistics-wide">
        <Nothing id={id} title={title} none={none} />
      </section>
    );
  }
  return (
    <section className="statistics-part statistics-wide" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {total}
      <ColumnPlot id={id} label={title} items={items} labelEvery={isYear ? 4 : 1} />
      <details>
        <summary>{t('statistics.asTable')}</summary>
        <table className="list-table statistics-numbers">
          <thead>
            <tr>
              <th scope="col">{t(isYear ? 'statistics.units.week' : 'statistics.day')}</th>
              <th scope="col" className="number">
                {unit}
              </th>
            </tr>
          </thead>
          <tbody>
            {table.cells.map(({ key }, index) => (
              <tr key={key}>
                <td>{key}</td>
                <td className="number">{items[index]?.text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
