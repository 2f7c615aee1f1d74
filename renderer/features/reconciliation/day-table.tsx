// The figures as a table: a line for each clerk on the screen, a column for each on paper, which is narrow. Where captured records are
// not all somewhere, the figure is marked.
import type { TFunction } from 'i18next';
import { unaccounted } from '#src/domain/reconciliation/rules.ts';
import type { DayFigures, DayReport } from '#src/domain/reconciliation/schema.ts';

/** In the order of a registration's life. */
const columns = [
  'begun',
  'declined',
  'discarded',
  'drafts',
  'captured',
  'corrected',
  'synced',
  'pending',
  'refused',
  'superseded',
  'printed',
  'reprinted',
  'saved',
  'notPrinted',
] as const satisfies readonly (keyof DayFigures)[];

function Figures({ figures }: { readonly figures: DayFigures }) {
  return columns.map((name) => (
    <td key={name} data-figure={name} className={figures[name] === 0 ? 'day-zero' : undefined}>
      {figures[name]}
    </td>
  ));
}

interface DayTableProps {
  readonly report: Pick<DayReport, 'clerks' | 'total'>;
  readonly t: TFunction;
}

export function DayTable({ report, t }: DayTableProps) {
  return (
    <table className="day-table">
      <thead>
        <tr>
          <th scope="col">{t('day.clerk')}</th>
          {columns.map((name) => (
            <th key={name} scope="col">
              {t(`day.figures.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {report.clerks.map(({ staffId, number, name, figures }) => (
          <tr key={staffId} data-clerk={number} data-unaccounted={unaccounted(figures)}>
            <th scope="row">
              {name} <small>{number}</small>
            </th>
            <Figures figures={figures} />
          </tr>
        ))}
      </tbody>
      {report.clerks.length > 1 ? (
        <tfoot>
          <tr data-clerk="total" data-unaccounted={unaccounted(report.total)}>
            <th scope="row">{t('day.total')}</th>
            <Figures figures={report.total} />
          </tr>
        </tfoot>
      ) : null}
    </table>
  );
}

interface Line {
  readonly key: string;
  readonly head: string;
  readonly figures: DayFigures;
}

function TableDown({ lines, t }: { readonly lines: readonly Line[]; readonly t: TFunction }) {
  return (
    <table className="day-table day-table-down">
      <thead>
        <tr>
          <th scope="col">{t('day.clerk')}</th>
          {lines.map(({ key, head }) => (
            <th key={key} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {columns.map((name) => (
          <tr key={name}>
            <th scope="row">{t(`day.figures.${name}`)}</th>
            {lines.map(({ key, figures }) => (
              <td key={key} className={figures[name] === 0 ? 'day-zero' : undefined}>
                {figures[name]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** As many clerks as stand side by side on the narrowest paper; the others follow below, so that none is cut off at its edge. */
const clerksAcross = 4;

/** The same turned by a quarter, for paper: few clerks, many figures. */
export function DayTableDown({ report, t }: DayTableProps) {
  const clerks = report.clerks.map(({ staffId, name, number, figures }) => ({
    key: staffId,
    head: `${name} ${number}`,
    figures,
  }));
  const lines = clerks.length > 1 ? [...clerks, { key: 'total', head: t('day.total'), figures: report.total }] : clerks;
  const tables = Math.ceil(lines.length / clerksAcross);
  return Array.from({ length: tables }, (_, index) => lines.slice(index * clerksAcross, (index + 1) * clerksAcross)).map(
    (some) => <TableDown key={some[0]?.key} lines={some} t={t} />,
  );
}
