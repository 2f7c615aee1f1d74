// Plots as plain SVG: no library, nothing inline that the content security policy forbids. Each says its numbers as text too: bars stand in
// a table, columns have one under them. What is not told is hatched, never only another colour.
import { useId } from 'react';
import './plots.css';

export interface PlotItem {
  readonly key: string;
  readonly label: string;
  /** Null: not told. */
  readonly value: number | null;
  /** The value as it is read. */
  readonly text: string;
}

function largest(items: readonly PlotItem[]): number {
  return Math.max(0, ...items.map(({ value }) => value ?? 0));
}

interface BarTableProps {
  readonly id: string;
  readonly caption: string;
  readonly columns: { readonly label: string; readonly value: string };
  readonly items: readonly PlotItem[];
}

/** One line for each item: its name, a bar, its number. */
export function BarTable({ id, caption, columns, items }: BarTableProps) {
  const most = largest(items);
  const hatch = useId();
  return (
    <table id={id} className="bar-table">
      <caption>{caption}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{columns.label}</th>
          <th scope="col">{columns.value}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {items.map(({ key, label, value, text }) => (
          <tr key={key} data-key={key} data-value={value ?? 'hidden'}>
            <th scope="row">{label}</th>
            <td className="bar-value">{text}</td>
            <td className="bar-place">
              <svg className="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <Hatch id={hatch} />
                {value === null ? (
                  <rect className="plot-hidden" width="12" height="10" fill={`url(#${hatch})`} />
                ) : (
                  <rect className="plot-bar" width={most === 0 ? 0 : (value / most) * 100} height="10" />
                )}
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Hatch({ id }: { readonly id: string }) {
  return (
    <defs>
      <pattern id={id} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect className="plot-hatch" width="1.5" height="4" />
      </pattern>
    </defs>
  );
}

/** 1, 2 or 5 times a power of ten, and not less than a fourth of the largest. */
function stepFor(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most / 4)));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step * 4 >= most) ?? power;
}

const size = { width: 1080, height: 230, left: 48, right: 8, top: 12, bottom: 30 };

interface ColumnPlotProps {
  readonly id: string;
  /** What it shows, in one sentence. */
  readonly label: string;
  readonly items: readonly PlotItem[];
  /** Every how many columns one has its name under it. */
  readonly labelEvery: number;
}

/** Columns from left to right, as time goes. */
export function ColumnPlot({ id, label, items, labelEvery }: ColumnPlotProps) {
  const hatch = useId();
  const step = stepFor(largest(items));
  const lines = Math.max(1, Math.ceil(largest(items) / step));
  const [width, height] = [size.width - size.left - size.right, size.height - size.top - size.bottom];
  const column = width / Math.max(1, items.length);
  const base = size.top + height;
  const y = (value: number) => base - (value / (lines * step)) * height;
  return (
    <svg id={id} className="column-plot" viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={label}>
      <Hatch id={hatch} />
      {Array.from({ length: lines + 1 }, (_, line) => line * step).map((value) => (
        <g key={value}>
          <line className="plot-line" x1={size.left} x2={size.width - size.right} y1={y(value)} y2={y(value)} />
          <text className="plot-text" x={size.left - 6} y={y(value) + 4} textAnchor="end">
            {value}
          </text>
        </g>
      ))}
      {items.map(({ key, label: name, value, text }, index) => {
        const place = { x: size.left + index * column + column * 0.15, width: column * 0.7 };
        return (
          <g key={key} data-key={key} data-value={value ?? 'hidden'}>
            <title>{`${name}: ${text}`}</title>
            {value === null ? (
              <rect className="plot-hidden" {...place} y={base - 14} height={14} fill={`url(#${hatch})`} />
            ) : (
              <rect className="plot-bar" {...place} y={y(value)} height={base - y(value)} />
            )}
            {index % labelEvery === 0 ? (
              <text className="plot-text" x={place.x + place.width / 2} y={base + 18} textAnchor="middle">
                {name}
              </text>
            ) : null}
          </g>
        );
      })}
    </svg>
  );
}
