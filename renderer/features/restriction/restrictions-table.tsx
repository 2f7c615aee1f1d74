// Open restrictions as a table: by their records, never by a name; what stands in the way of a decision is said before it is tried.

import { useBranchName } from '#renderer/bridge/use-branch-name.ts';
import { fullTime } from '#renderer/i18n/formats.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { OpenRestriction } from '#src/contract/sync/restriction.ts';
import type { RestrictionDecision, RestrictionEvent } from '#src/domain/restriction/schema.ts';

export type DecisionKind = RestrictionDecision['kind'];

function decisionsOf({ state }: OpenRestriction): readonly DecisionKind[] {
  return state === 'suspended' ? ['checked', 'suspension-lifted'] : ['checked', 'released', 'suspended'];
}

/** Why this supervisor cannot take a decision now, or null. */
function hindranceTo(kind: DecisionKind, { records, furtherCheck }: OpenRestriction): 'ownRecord' | 'needsCheck' | null {
  const isEasing = kind === 'released' || kind === 'suspension-lifted';
  if (isEasing && records.some(({ isOwn }) => isOwn)) return 'ownRecord';
  return kind === 'released' && furtherCheck !== 'passed' ? 'needsCheck' : null;
}

function useEventText(): (event: RestrictionEvent) => string {
  const { t } = useTexts();
  return (event) => {
    switch (event.kind) {
      case 'failed':
        return t('restrictions.events.failed', { reason: t(`verification.reasons.${event.reason}`) });
      case 'restricted':
        return t('restrictions.events.restricted', { count: event.failures });
      case 'checked': {
        const points = event.points.map((point) => t(`restriction.pointsShort.${point}`)).join(t('restriction.reasonsBetween'));
        const way = event.atCounter === undefined ? (`checked-${event.result}` as const) : 'checked-at-counter';
        return t(`restrictions.events.${way}`, { points });
      }
      case 'suspended':
      case 'suspension-lifted':
      case 'released':
        return t(`restrictions.events.${event.kind}`, { reason: t(`restrictions.reasons.${event.reason}`) });
    }
  };
}

function History({ events }: Pick<OpenRestriction, 'events'>) {
  const { t } = useTexts();
  const textOf = useEventText();
  return (
    <details>
      <summary>{t('restrictions.history')}</summary>
      <ol className="restriction-history">
        {events.map(({ sequence, event, byName }) => (
          <li key={sequence} data-event={event.kind}>
            <time>{fullTime(event.at)}</time> {textOf(event)} <small>{byName ?? t('restrictions.system')}</small>
          </li>
        ))}
      </ol>
    </details>
  );
}

interface RowProps {
  readonly item: OpenRestriction;
  readonly onDecide: (kind: DecisionKind, item: OpenRestriction) => void;
}

function RestrictionRow({ item, onDecide }: RowProps) {
  const { t } = useTexts();
  const branchName = useBranchName();
  const { subjectId, state, failures, since, furtherCheck, records, events } = item;
  const decisions = decisionsOf(item);
  const hindrances = [...new Set(decisions.map((kind) => hindranceTo(kind, item)).filter((one) => one !== null))];
  return (
    <tr data-subject-id={subjectId} data-state={state} data-check={furtherCheck}>
      <th scope="row">
        {records.map((record) => (
          <span key={`${record.recordId}/${record.revision}`} className="restriction-record" data-record-id={record.recordId}>
            <span className="code">{record.recordId}</span>
            <small>
              {t('restrictions.record', {
                revision: record.revision,
                branch: branchName(record.branchId),
                at: fullTime(record.at),
              })}{' '}
              · {t(`verification.reasons.${record.reason}`)}
              {record.isOwn ? ` · ${t('restrictions.own')}` : ''}
            </small>
          </span>
        ))}
        <History events={events} />
      </th>
      <td className="nowrap">
        <strong className={`restriction-${state}`}>{t(`restriction.states.${state}`)}</strong>
        <small>{t('restrictions.failures', { count: failures })}</small>
      </td>
      <td className="nowrap">{since === null ? '' : fullTime(since)}</td>
      <td className="nowrap">{t(`restrictions.furtherCheck.${furtherCheck}`)}</td>
      <td>
        <span className="restriction-acts">
          {decisions.map((kind) => (
            <Button
              key={kind}
              className={`restrictions-${kind}`}
              disabled={hindranceTo(kind, item) !== null}
              aria-label={`${t(`restrictions.acts.${kind}`)} ${records[0]?.recordId ?? ''}`}
              onClick={() => onDecide(kind, item)}
            >
              {t(`restrictions.acts.${kind}`)}
            </Button>
          ))}
        </span>
        {hindrances.map((one) => (
          <small key={one} data-hindrance={one}>
            {t(`restrictions.released.${one}`)}
          </small>
        ))}
      </td>
    </tr>
  );
}

const columns = ['records', 'state', 'since', 'check', 'actions'] as const;

export function RestrictionsTable({
  items,
  onDecide,
}: {
  readonly items: readonly OpenRestriction[];
  readonly onDecide: RowProps['onDecide'];
}) {
  const { t } = useTexts();
  return (
    <table className="list-table restrictions-table">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {t(`restrictions.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <RestrictionRow key={item.subjectId} item={item} onDecide={onDecide} />
        ))}
      </tbody>
    </table>
  );
}
