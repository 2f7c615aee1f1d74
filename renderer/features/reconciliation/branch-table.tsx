// The workstations of a branch, each with its closed day or what is known instead.
import type { TFunction } from 'i18next';
import { fullTime } from '#renderer/i18n/formats.ts';
import type { BranchView } from '#src/contract/ipc/branch-day.ts';
import type { DayFigures } from '#src/domain/reconciliation/schema.ts';

const columns = ['captured', 'synced', 'pending', 'refused', 'printed'] as const satisfies readonly (keyof DayFigures)[];

type Workstation = BranchView['workstations'][number];

interface StateTextProps {
  readonly workstation: Workstation;
  readonly t: TFunction;
}

function StateText({ workstation: { state, closings, heardAt, late }, t }: StateTextProps) {
  const silent = heardAt === null ? t('branchDay.never') : t('branchDay.silent', { time: fullTime(heardAt) });
  const text = state === 'silent' ? silent : t(`branchDay.${state}`);
  return (
    <>
      <span className={`branch-state branch-state-${state}`}>
        {state === 'closed' ? <span aria-hidden="true">✓ </span> : null}
        {text}
      </span>
      {closings.length > 1 ? (
        <small data-again={closings.length}>{t('branchDay.again', { count: closings.length })}</small>
      ) : null}
      {late === null ? null : <small data-late="workstation">{t('branchDay.late', { ...late })}</small>}
    </>
  );
}

function Figures({ figures }: { readonly figures: DayFigures | null }) {
  return columns.map((name) => (
    <td key={name} data-figure={name} className={figures?.[name] ? undefined : 'day-zero'}>
      {figures === null ? '–' : figures[name]}
    </td>
  ));
}

interface BranchTableProps {
  readonly workstations: readonly Workstation[];
  readonly total: DayFigures;
  readonly t: TFunction;
}

export function BranchTable({ workstations, total, t }: BranchTableProps) {
  return (
    <table className="day-table branch-table">
      <thead>
        <tr>
          <th scope="col">{t('branchDay.workstation')}</th>
          <th scope="col">{t('branchDay.state')}</th>
          <th scope="col">{t('branchDay.signer')}</th>
          {columns.map((name) => (
            <th key={name} scope="col">
              {t(`day.figures.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {workstations.map((workstation) => {
          const { deviceId, name, isOwn, state, closings, figures } = workstation;
          const last = closings.at(-1);
          return (
            <tr key={deviceId} data-workstation={deviceId} data-state={state} data-own={isOwn}>
              <th scope="row">
                {name} {isOwn ? <small>{t('branchDay.isOwn')}</small> : null}
              </th>
              <td className="branch-words">
                <StateText workstation={workstation} t={t} />
              </td>
              <td className="branch-words">{last === undefined ? '–' : `${last.closedByName} ${fullTime(last.closedAt)}`}</td>
              <Figures figures={figures} />
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr data-workstation="total">
          <th scope="row" colSpan={3}>
            {t('day.total')}
          </th>
          <Figures figures={total} />
        </tr>
      </tfoot>
    </table>
  );
}
