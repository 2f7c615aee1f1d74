// What may be answered, whatever was asked: a declared status, a body of the declared shape, a refusal that is a code and its parameters,
// the headers of every answer, and nothing of the inside or of what was sent.
import { securityHeaders } from '#server/plugins/security-headers.ts';
import { type ErrorCode, errorCodes } from '#src/contract/errors.ts';
import type { Attack } from './cases.ts';
import { marker } from './hostile.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** What any path may answer: it is not there, it is no path, too many. */
const everywhere: ReadonlyMap<string, number> = new Map([
  ['internal/not-found', 404],
  ['internal/invalid-input', 400],
  ['internal/too-large', 413],
  ['internal/too-many-requests', 429],
]);

const insides =
  /\bat .+:\d+:\d+|node_modules|\.(?:ts|js|cjs|mjs):\d|\/(?:home|root|tmp|work|usr|etc)\/|SQLITE|select .+ from|Error:/u;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isKnown(code: string): code is ErrorCode {
  return Object.hasOwn(errorCodes, code);
}

function judgeRefusal({ status, body }: Answer, allowed: ReadonlyMap<string, number>): readonly string[] {
  const parsed = parse(body) as { error?: { code?: unknown; params?: unknown } } | undefined;
  const error = parsed?.error;
  const code = typeof error?.code === 'string' ? error.code : '';
  if (parsed === undefined || error === undefined || !isKnown(code)) return [`no refusal of ours: ${body.slice(0, 200)}`];
  const faults: string[] = [];
  if (Object.keys(parsed).join() !== 'error' || Object.keys(error).sort().join() !== 'code,params')
    faults.push('more than code and params');
  if (allowed.get(code) !== status) faults.push(`${code} with ${status} is not declared`);
  if (!errorCodes[code].params.safeParse(error.params).success) faults.push(`${code} has other params`);
  if (body.includes(marker)) faults.push('repeats what was sent');
  if (insides.test(body)) faults.push(`shows the inside: ${body.slice(0, 300)}`);
  return faults;
}

/** @param mayBeKept a tile never changes */
function judgeHeaders(headers: Answer['headers'], mayBeKept: boolean): readonly string[] {
  const faults: string[] = [];
  for (const [name, value] of Object.entries(securityHeaders)) {
    if (headers[name] !== value && !(mayBeKept && name === 'cache-control')) faults.push(`${name} is ${String(headers[name])}`);
  }
  if ('x-powered-by' in headers || 'server' in headers) faults.push('says what it runs on');
  return faults;
}

/** The server under attack has no agent that sends or opens anything: what needs one says so, and that is no failure of the server. */
const needsAgent = /^\{"error":\{"code":"(?:agent\/gone|contact\/not-sent)"/u;

/** @param isServed the operation's own method and path were asked */
export function judge({ operation, method }: Attack, isServed: boolean, answer: Answer): readonly string[] {
  const { status, headers, body } = answer;
  const faults = [...judgeHeaders(headers, status === 200 && operation.id === 'tile')];
  if (status >= 500 && !(status === 503 && needsAgent.test(body))) faults.push(`answered ${status}: ${body.slice(0, 200)}`);
  if (method === 'HEAD') return body === '' ? faults : [...faults, 'HEAD with a body'];
  if (status !== 200)
    return [...faults, ...judgeRefusal(answer, isServed ? new Map([...everywhere, ...operation.refusals]) : everywhere)];
  if (operation.answer !== null && isServed && !operation.answer.safeParse(parse(body)).success)
    faults.push('another shape than declared');
  return faults;
}
