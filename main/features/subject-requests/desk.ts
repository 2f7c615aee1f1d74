// Requests of subjects at this workstation (R8.1–R8.3). Everything is asked of the server; what the person has before them stays in
// memory, for the printer, and goes with the session. What a subject wants corrected is sealed here, so that the serving process hands
// on what it cannot read.
import { Refusal } from '#src/contract/errors.ts';
import { subjectRequestsCalls } from '#src/contract/ipc/subject-requests.ts';
import { routes } from '#src/contract/sync/index.ts';
import type { RequestAct, RequestDetail, RequestsAnswer } from '#src/contract/sync/subject-requests.ts';
import type { AuditAction } from '#src/domain/audit/events.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import { groupWanted, wantedErrors } from '#src/domain/subject-requests/application.ts';
import type { SubjectCopy } from '#src/domain/subject-requests/copy.ts';
import { sealCorrection } from '#src/node/crypto/sealing.ts';
import type { SubjectRequestsPorts } from './ports.ts';

const own = subjectRequestsCalls['requests.act'].errors;

/** What one person has before them. */
interface Held {
  readonly session: Session;
  readonly request: RequestDetail;
  readonly copy: SubjectCopy | null;
}

export interface ApplyFor
  extends Pick<Extract<RequestAct, { kind: 'apply-for' }>, 'requestId' | 'recordId' | 'revision' | 'proof'> {
  readonly wanted: FieldValues;
  readonly note: string;
}

const actions: Readonly<Partial<Record<RequestAct['kind'], AuditAction>>> = {
  list: 'request.listed',
  show: 'request.shown',
  copy: 'request.values-shown',
  picture: 'request.values-shown',
  compare: 'request.values-shown',
};

export class RequestsDesk {
  readonly #ports: SubjectRequestsPorts;
  #held: Held | null = null;

  constructor(ports: SubjectRequestsPorts) {
    this.#ports = ports;
    ports.session.watch(() => {
      this.#held = null;
    });
  }

  /** @throws Refusal as `requests.act` declares them */
  async act(session: Session, act: RequestAct): Promise<RequestsAnswer> {
    const copy = act.kind === 'list' ? null : this.#copyOf(session, act.requestId);
    // An answer is what was shown or printed, nothing less.
    if (act.kind === 'answer' && copy === null) throw new Refusal('requests/copy-not-shown', {});
    const answer = await this.#ports.person.ask(session, routes.requests, { act }, own);
    this.#hold(session, answer, copy);
    this.#note(session, act);
    return answer;
  }

  /** @throws Refusal as `requests.applyFor` declares them */
  async applyFor(session: Session, { wanted, note, ...asked }: ApplyFor): Promise<RequestsAnswer> {
    const request = this.#requestOf(session, asked.requestId) ?? (await this.#show(session, asked.requestId));
    const record = request?.records.find(({ recordId }) => recordId === asked.recordId);
    const configuration = this.#ports.configurations.current();
    if (record === undefined || configuration === null) throw new Refusal('requests/record-changed', {});
    const errors = wantedErrors(record.form, wanted, this.#ports.time.today());
    if (errors.length > 0) throw new Refusal('requests/values-refused', { errors: [...errors] });
    const { requestId, recordId, revision, proof } = asked;
    const organisationId = configuration.organisation.id;
    const sealed = await sealCorrection({
      correction: { organisationId, requestId, recordId, revision },
      groups: groupWanted(record.form, wanted, note.trim()),
      classKeys: Object.fromEntries(configuration.classes.map((one) => [one.name, one.sealTo])),
    });
    const fields = Object.keys(wanted);
    return this.act(session, { kind: 'apply-for', requestId, recordId, revision, fields, proof, sealed });
  }

  /** @throws Refusal requests/copy-not-shown */
  shownCopy(session: Session, requestId: string): { readonly request: RequestDetail; readonly copy: SubjectCopy } {
    const request = this.#requestOf(session, requestId);
    const copy = this.#copyOf(session, requestId);
    if (request === null || copy === null) throw new Refusal('requests/copy-not-shown', {});
    return { request, copy };
  }

  /** @throws Refusal requests/unknown */
  shownRequest(session: Session, requestId: string): RequestDetail {
    const request = this.#requestOf(session, requestId);
    if (request === null) throw new Refusal('requests/unknown', {});
    return request;
  }

  async #show(session: Session, requestId: string): Promise<RequestDetail | null> {
    return (await this.act(session, { kind: 'show', requestId })).request;
  }

  #heldFor(session: Session, requestId: string): Held | null {
    const held = this.#held;
    return held !== null && held.session === session && held.request.requestId === requestId ? held : null;
  }

  #requestOf(session: Session, requestId: string): RequestDetail | null {
    return this.#heldFor(session, requestId)?.request ?? null;
  }

  #copyOf(session: Session, requestId: string): SubjectCopy | null {
    return this.#heldFor(session, requestId)?.copy ?? null;
  }

  /** The answer took time: nothing is held for somebody who has left. */
  #hold(session: Session, { request, copy }: RequestsAnswer, before: SubjectCopy | null): void {
    const isHere = this.#ports.session.current === session;
    this.#held = request === null || !isHere ? null : { session, request, copy: copy ?? before };
  }

  #note(session: Session, act: RequestAct): void {
    const action = actions[act.kind] ?? 'request.step';
    const subjectId = act.kind === 'list' ? null : act.requestId;
    this.#ports.store.write((transaction) => {
      this.#ports.trail.append(transaction, { action, actorId: session.staffId, subjectId, detail: { act: act.kind } });
    });
  }
}
