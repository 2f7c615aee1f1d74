// Every change of a request goes through here: its row locked, the step decided by what happened before, event and leaf in one
// transaction (R8.2, R8.3).
import type { AddLeaf, AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { Policy } from '#src/domain/policy/schema.ts';
import { decideStep, isSettled, stateOf } from '#src/domain/subject-requests/rules.ts';
import type { RequestEvent, RequestStep } from '#src/domain/subject-requests/schema.ts';
import type { Subjects, Tidings } from './ports.ts';
import {
  appendEvents,
  changeRequest,
  findRequest,
  insertRequest,
  type Loaded,
  lockRequest,
  nextNumber,
  type RequestRow,
} from './store.ts';

export interface StepDependencies {
  readonly subjects: Subjects;
  readonly tidings: Tidings;
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly organisationId: string;
}

/** Why nothing came of it, or null; a refusal ends the transaction. */
function reasonOf(step: RequestStep): string | null {
  return step.kind === 'paused' || step.kind === 'refused' ? step.reason : null;
}

function leafOf(row: Pick<RequestRow, 'request_id' | 'kind'>, { step, actorId }: RequestEvent) {
  const reason = reasonOf(step);
  return { action: 'request.step', requestId: row.request_id, kind: row.kind, step: step.kind, actorId, reason } as const;
}

export interface StepTaken {
  readonly actorId: string | null;
  readonly step: RequestStep;
  /** Who may: staff of the request's branch, or the subject it is about. */
  readonly isMeant: (row: RequestRow) => boolean;
  /** Locks what has to be locked before the request. */
  readonly before?: (transaction: Store) => Promise<unknown>;
  /** Done in the same transaction, before the event is written. */
  readonly alongside?: (transaction: Store, loaded: Loaded, addLeaf: AddLeaf) => Promise<void>;
}

export class Steps {
  readonly #dependencies: StepDependencies;

  constructor(dependencies: StepDependencies) {
    this.#dependencies = dependencies;
  }

  /** Opens a request with its first steps. Sent twice, it is one; another one under the same number is refused. @throws Refusal internal/invalid-input */
  async open(
    asked: Omit<RequestRow, 'organisation_id' | 'number' | 'opened_at' | 'settled_at' | 'application'>,
    actorId: string | null,
    steps: readonly RequestStep[],
  ): Promise<void> {
    const { store, clock, audit, organisationId } = this.#dependencies;
    await store.transaction().execute(async (transaction) => {
      const at = instantFromMs(clock.nowMs());
      await audit.during(transaction, at, async (addLeaf) => {
        const known = await findRequest(transaction, organisationId, asked.request_id);
        if (known !== null) {
          const isSame = (['subject_id', 'kind', 'channel', 'branch_id'] as const).every(
            (name) => known.row[name] === asked[name],
          );
          if (!isSame) throw new Refusal('internal/invalid-input', {});
          return;
        }
        const number = await nextNumber(transaction, organisationId);
        const row = { ...asked, organisation_id: organisationId, number, opened_at: at, settled_at: null, application: null };
        await insertRequest(transaction, row);
        const events = steps.map((step) => ({ at, actorId, step }));
        await appendEvents(transaction, row, 0, events);
        for (const event of events) addLeaf(leafOf(row, event));
      });
    });
  }

  /** @throws Refusal requests/unknown, requests/not-now, requests/other-person-needed */
  async take(requestId: string, policy: Policy, taken: StepTaken): Promise<void> {
    const { store, clock, audit } = this.#dependencies;
    await store.transaction().execute(async (transaction) => {
      const at = instantFromMs(clock.nowMs());
      await taken.before?.(transaction);
      const loaded = await this.require(transaction, requestId, policy, taken);
      const { row, events } = loaded;
      await audit.during(transaction, at, async (addLeaf) => {
        await taken.alongside?.(transaction, loaded, addLeaf);
        const event = { at, actorId: taken.actorId, step: taken.step };
        await appendEvents(transaction, row, events.length, [event]);
        if (isSettled(stateOf(row.kind, [...events, event]))) await changeRequest(transaction, row, { settled_at: at });
        addLeaf(leafOf(row, event));
        await this.#tell(transaction, loaded, taken.step);
      });
    });
  }

  /** Of a decision the subject hears, through a record that names where they are reached. */
  async #tell(transaction: Store, { row, events }: Loaded, step: RequestStep): Promise<void> {
    if (step.kind !== 'applied' && step.kind !== 'refused') return;
    const { subjects, tidings } = this.#dependencies;
    const asked = events.findLast((event) => event.step.kind === 'applied-for')?.step;
    const [any] = asked?.kind === 'applied-for' ? [asked.recordId] : await subjects.recordsOf(transaction, row.subject_id);
    if (any !== undefined) await tidings.decided(transaction, any);
  }

  /** The request, locked, when this step may follow. @throws Refusal as `take` */
  async require(
    transaction: Store,
    requestId: string,
    policy: Policy,
    { actorId, step, isMeant }: Pick<StepTaken, 'actorId' | 'isMeant'> & { readonly step: Pick<RequestStep, 'kind'> },
  ): Promise<Loaded> {
    const loaded = await lockRequest(transaction, this.#dependencies.organisationId, requestId);
    if (loaded === null || !isMeant(loaded.row)) throw new Refusal('requests/unknown', {});
    const request = { kind: loaded.row.kind, events: loaded.events };
    const decided = decideStep(request, { step: step.kind, actorId }, policy);
    if (!decided.ok) throw new Refusal(decided.error, {});
    return loaded;
  }
}
