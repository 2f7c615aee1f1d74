// What a source's answer says, or why it is none. It is believed only as far as it can be read, and, where the source signs, only when
// its signature is right.
import { isSameMac, macOf } from '#src/node/crypto/mac.ts';
import type { Reply } from './exchange.ts';
import type { AskFailure } from './failure.ts';
import { textAt } from './fill-template.ts';
import type { GatewayDescription } from './gateways.ts';
import { readText } from './read-text.ts';

type AnswerDescription = Pick<GatewayDescription['answer'], 'charset' | 'echo' | 'format' | 'reference' | 'signed'>;

/** The source's codes for each of our outcomes, and its finer codes where it has some. */
export interface Meanings<O extends string, R extends string> {
  readonly outcome: { readonly at: string } & Readonly<Record<O, readonly string[]>>;
  readonly outcomes: readonly O[];
  readonly reason: { readonly at: string; readonly meanings: Readonly<Record<string, R>> } | undefined;
  /** Where a length in seconds stands, for a source that says one. */
  readonly seconds?: string | undefined;
}

export interface ReadAnswer<O extends string, R extends string> {
  readonly reference: string | null;
  readonly outcome: O;
  readonly reason: R | null;
  /** Null: it says none that can be read. Absent: it is not described to say one. */
  readonly seconds?: number | null;
}

/** Where the source signs: over the bytes as they came, before anything is read out of them. */
function isSignedRight({ headers, bytes }: Reply, { signed }: AnswerDescription, secrets: ReadonlyMap<string, string>): boolean {
  if (signed === undefined) return true;
  const signature = headers.get(signed.header);
  return signature !== null && isSameMac(signature, macOf(signed, secrets.get(signed.secret) ?? '', bytes));
}

function reasonOf<R extends string>(body: unknown, reason: Meanings<string, R>['reason']): R | null {
  const code = reason === undefined ? null : textAt(body, reason.at);
  return code === null || reason === undefined || !Object.hasOwn(reason.meanings, code) ? null : (reason.meanings[code] ?? null);
}

function secondsOf(body: unknown, at: string | undefined): Pick<ReadAnswer<string, string>, 'seconds'> {
  if (at === undefined) return {};
  const text = textAt(body, at);
  return { seconds: text !== null && /^\d{1,9}(\.\d+)?$/.test(text) ? Number(text) : null };
}

/** @param asked our number of the request, which the answer must name where it names one */
export function readAnswer<O extends string, R extends string>(
  reply: Reply,
  description: AnswerDescription,
  meanings: Meanings<O, R>,
  secrets: ReadonlyMap<string, string>,
  asked: string,
): ReadAnswer<O, R> | AskFailure {
  if (!isSignedRight(reply, description, secrets)) return 'signature-invalid';
  const body = readText(reply, description);
  const { echo, reference } = description;
  if (echo !== undefined && textAt(body, echo) !== asked) return 'answer-invalid';
  const code = textAt(body, meanings.outcome.at);
  const outcome = code === null ? undefined : meanings.outcomes.find((one) => meanings.outcome[one].includes(code));
  if (outcome === undefined) return 'answer-invalid';
  return {
    reference: reference === undefined ? null : (textAt(body, reference)?.slice(0, 200) ?? null),
    outcome,
    reason: reasonOf(body, meanings.reason),
    ...secondsOf(body, meanings.seconds),
  };
}
