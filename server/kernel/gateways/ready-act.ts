// Whether a source may be asked at all. Asked before an attempt is begun: while a source is left alone, its quota is used up or nobody
// described it, no value is opened, no reading written down and no attempt counted.
import * as z from 'zod';
import { type Act, type ActHandler, type Agent, answering } from '#server/kernel/agent/act.ts';
import { checkKind } from '#src/domain/verification/schema.ts';
import { failed, type NoAnswer, noAnswer } from './failure.ts';
import type { Sources } from './sources.ts';

const sourceKind = z.enum([...checkKind.options, 'sms', 'telephone-record']);
type SourceKind = z.infer<typeof sourceKind>;

const output = z.union([z.object({ ready: z.literal(true), takesPortrait: z.boolean() }), noAnswer]);
type Readiness = z.output<typeof output>;

export const readyAct = {
  name: 'gateways.ready',
  input: z.object({ kind: sourceKind }),
  output,
  patienceMs: 20_000,
} satisfies Act;

export function readyHandler(sources: Sources): ActHandler {
  return answering(readyAct, async ({ kind }): Promise<Readiness> => {
    const gateway = sources.of(kind);
    if (gateway === null) return failed('not-configured');
    const { description } = gateway;
    const permission = gateway.look();
    if (!permission.isOpen) return failed(permission.why, permission.waitMs);
    return { ready: true, takesPortrait: 'portrait' in description && description.portrait !== undefined };
  });
}

/** What waits for it is put off, where it is not ready. */
export function unreadyOf(said: Awaited<ReturnType<typeof askReady>>): NoAnswer | null {
  return 'answered' in said ? said : null;
}

export async function askReady(agent: Agent, kind: SourceKind): Promise<{ readonly takesPortrait: boolean } | NoAnswer> {
  const said = await agent.ask(readyAct, { kind });
  return 'gone' in said ? failed('agent-gone') : said;
}
