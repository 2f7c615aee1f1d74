// After every interruption: is what was acknowledged still there? Asked of the program itself; the stores are judged at the end.
import type { Client } from '#src/contract/ipc/define.ts';
import type { Calls } from '#src/contract/ipc/index.ts';
import type { FieldValues, RegistrationId } from '#src/domain/registration/schema.ts';
import type { Draft, Ledger } from './ledger.ts';

type Api = Client<Calls>;

async function revisionsThere(api: Api, recordId: RegistrationId): Promise<ReadonlyMap<number, string>> {
  const opened = await api['records.open']({ recordId });
  if (!opened.ok) return new Map();
  return new Map(opened.value.revisions.map(({ revision, contentHash }) => [revision, contentHash]));
}

/** Every field is as it was acknowledged, or as it was sent and not answered. */
function isKept(found: FieldValues, { acknowledged, sent }: Draft): boolean {
  return Object.keys(acknowledged).every((name) => found[name] === acknowledged[name] || found[name] === sent[name]);
}

async function compareDraft(api: Api, ledger: Ledger, id: RegistrationId, isThere: boolean): Promise<void> {
  const draft = ledger.drafts.get(id);
  if (draft === undefined) return;
  if (isThere) {
    const taken = await api['registration.resume']({ registrationId: id });
    const isWhole = taken.ok && isKept(taken.value.values, draft);
    if (!isWhole) ledger.fault(`lost: what was typed into ${id}`);
    ledger.change(id, { ending: null });
    return;
  }
  // Whoever was asked to end it may have done so and died before answering.
  const there = (await revisionsThere(api, id)).get(draft.revision);
  if (draft.ending === 'submit' && there !== undefined) ledger.submitted(id, draft.revision, there);
  else if (draft.ending === 'discard') ledger.ended(id);
  else ledger.fault(`lost: draft ${id}, ${JSON.stringify(draft.ending)}`);
}

async function compareRecord(api: Api, ledger: Ledger, id: RegistrationId): Promise<void> {
  const known = ledger.revisionsOf(id);
  if (known.size === 0) return;
  const there = await revisionsThere(api, id);
  for (const [revision, hash] of known) {
    if (there.get(revision) !== hash) ledger.fault(`lost: record ${id} revision ${revision}`);
  }
}

async function refusedOnes(api: Api): Promise<string> {
  const queue = await api['sync.queue']({ state: 'quarantined', limit: 20, before: null });
  const items = queue.ok ? queue.value.items : [];
  return items.map(({ recordId, revision, lastError }) => `${recordId} ${revision} ${lastError?.code ?? ''}`).join(', ');
}

/** @param api of a ready program in which the clerk of these drafts is signed in */
export async function compare(api: Api, ledger: Ledger): Promise<void> {
  const touched = [...ledger.touched] as RegistrationId[];
  const unfinished = await api['registration.unfinished']({});
  if (!unfinished.ok) return ledger.fault(`registration.unfinished was refused: ${unfinished.error.code}`);
  const open = new Set<string>(unfinished.value.items.map(({ registrationId }) => registrationId));
  for (const id of touched) {
    await compareDraft(api, ledger, id, open.has(id));
    await compareRecord(api, ledger, id);
  }
  const overview = await api['sync.overview']({});
  if (!overview.ok) return ledger.fault(`sync.overview was refused: ${overview.error.code}`);
  const { copyAlarm, quarantined } = overview.value;
  if (copyAlarm !== null) ledger.fault(`a false alarm: ${copyAlarm}`);
  if (quarantined > 0) ledger.fault(`refused by the server: ${await refusedOnes(api)}`);
  for (const id of touched) ledger.touched.delete(id);
}

/** Sends until nothing waits. */
export async function sendAll(api: Api, ledger: Ledger, limitMs: number): Promise<void> {
  const untilMs = Date.now() + limitMs;
  for (;;) {
    const overview = await api['sync.now']({});
    if (!overview.ok) return ledger.fault(`sync.now was refused: ${overview.error.code}`);
    const { waiting, lastError } = overview.value;
    if (waiting === 0) return;
    if (Date.now() > untilMs) return ledger.fault(`${waiting} records still wait: ${lastError?.code ?? 'no error'}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
