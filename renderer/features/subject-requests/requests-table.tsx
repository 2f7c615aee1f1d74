import { useTexts } from '#renderer/i18n/use-texts.ts';
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx';
import { dayInChina } from '#src/base/china-time.ts';
import type { RequestSummary } from '#src/contract/sync/subject-requests.ts';
import { termText } from './request-texts.ts';

interface RowProps {
  readonly request: RequestSummary;
  readonly onOpen: (requestId: string) => void;
}

function Row({ request, onOpen }: RowProps) {
  const { t } = useTexts();
  const { requestId, number, requestKind, channel, state, deadline, isOverdue, inCharge, openedAt } = request;
  const late = isOverdue && state !== 'closed';
  return (
    <tr data-request-id={requestId} data-state={state} data-overdue={late}>
      <td>
        <button type="button" className="requests-open" onClick={() => onOpen(requestId)}>
          {t('requests.number', { number })}
        </button>
      </td>
      <td>
        {t(`requests.kinds.${requestKind}`)}
        <small>{t(`requests.channels.${channel}`)}</small>
      </td>
      <td>{t(`requests.states.${state}`)}</td>
      <td className="nowrap">
        {deadline}
        <small className={late ? 'requests-late' : undefined}>{termText(t, request)}</small>
      </td>
      <td>
        {inCharge?.name ?? <span className="requests-late">{t('requests.nobody')}</span>}
        {inCharge?.isEscalated === true ? <small>{t('requests.escalated')}</small> : null}
      </td>
      <td className="nowrap">{dayInChina(Date.parse(openedAt))}</td>
    </tr>
  );
}

const columns = ['number', 'kind', 'state', 'deadline', 'inCharge', 'opened'] as const;

interface TableProps {
  readonly requests: readonly RequestSummary[];
  readonly onOpen: RowProps['onOpen'];
}

export function RequestsTable({ requests, onOpen }: TableProps) {
  const { t } = useTexts();
  return (
    <ScrollRegion className="list-scroll" label={t('requests.title')}>
      <table className="list-table requests-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`requests.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {requests.map((request) => (
            <Row key={request.requestId} request={request} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
