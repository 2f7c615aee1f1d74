import { fullTime } from '#renderer/i18n/formats.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { OwnRequest } from '#src/contract/online/own.ts';
import { useWords } from '../texts/use-words.ts';
import type { Own } from './use-own.ts';

const settled: readonly OwnRequest['state'][] = ['closed', 'applied', 'refused'];

function RequestRow({ request, own }: { readonly request: OwnRequest; readonly own: Own }) {
  const words = useWords();
  const { local } = useTexts();
  const { number, requestKind, state, openedAt, deadline, reason, recordId } = request;
  const form = own.held?.copy.records.find((record) => record.recordId === recordId)?.form;
  const fields = request.fields.map((name) => {
    const field = form?.fields.find((one) => one.name === name);
    return field === undefined ? name : local(field.label);
  });
  const what = [words.own.kinds[requestKind], ...(fields.length === 0 ? [] : [fields.join(words.own.between)])];
  return (
    <li className="request" data-request={request.requestId} data-kind={requestKind} data-state={state}>
      <strong>{`${words.own.requestNumber(number)} · ${what.join(' · ')}`}</strong>
      <span>
        {words.own.requestStates[state]}
        {reason === null ? '' : ` · ${words.own.reasons[reason]}`}
      </span>
      <span className="hint">
        {fullTime(openedAt)}
        {settled.includes(state) ? '' : ` · ${words.own.deadline(deadline)}`}
      </span>
    </li>
  );
}

/** What the subject asked for, the newest first, and what became of it (R8.2). */
export function OwnRequests({ own }: { readonly own: Own }) {
  const words = useWords();
  const newestFirst = own.requests.toSorted((a, b) => b.number - a.number);
  return (
    <section id="own-requests" aria-labelledby="requests-title">
      <h2 id="requests-title">{words.own.requests}</h2>
      {newestFirst.length === 0 ? <p>{words.own.noRequests}</p> : null}
      <ul className="services">
        {newestFirst.map((request) => (
          <RequestRow key={request.requestId} {...{ request, own }} />
        ))}
      </ul>
      <Button id="own-refresh" look="quiet" disabled={own.isBusy} onClick={() => void own.refresh()}>
        {words.own.refresh}
      </Button>
    </section>
  );
}
