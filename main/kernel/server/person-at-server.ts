// Whoever is signed in here, as the server knows them for some minutes (R5.2): the passphrase is asked once, the server's token for it stays
// in memory of this process alone and goes with the session. Any feature asks the server "as this person" through here.
import type * as z from 'zod';
import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import { type Device, loadDevice } from '#main/kernel/device/device.ts';
import { type AskingPorts, askAsDevice } from '#main/kernel/server/ask-as-device.ts';
import { refusalFrom, requireOurServer } from '#main/kernel/server/require-our-server.ts';
import type { ServerKeys } from '#main/kernel/server-key/server-keys.ts';
import type { SessionHolder } from '#main/kernel/session/session-holder.ts';
import type { StepUp } from '#main/kernel/session/step-up.ts';
import type { Store } from '#main/store/store.ts';
import { type ErrorCode, Refusal } from '#src/contract/errors.ts';
import { personErrors, proofErrors } from '#src/contract/ipc/step-up.ts';
import { routes } from '#src/contract/sync/index.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import type { Permission } from '#src/domain/access/roles.ts';
import type { Session } from '#src/domain/staff/schema.ts';

const timeoutMs = 30_000;

interface Ports extends AskingPorts {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly session: SessionHolder;
  readonly stepUp: StepUp;
  readonly serverKeys: ServerKeys;
}

interface PersonRoute {
  readonly path: string;
  readonly response: z.ZodType;
  readonly permission: Permission;
}

interface Held {
  readonly session: Session;
  readonly token: string;
}

export class PersonAtServer {
  readonly #ports: Ports;
  #held: Held | null = null;
  /** Words to the server that somebody left. */
  #telling: Promise<void> = Promise.resolve();
  readonly #end = new AbortController();
  readonly #stopWatching: () => void;

  constructor(ports: Ports) {
    this.#ports = ports;
    this.#stopWatching = ports.session.watch(() => this.#leave());
  }

  /** The program ends. A word that is under way is not waited for: the server forgets by itself. */
  async stop(): Promise<void> {
    this.#stopWatching();
    this.#end.abort();
    await this.#telling;
  }

  /**
   * The person proves at the server who they are; here first, so that a wrong passphrase counts here too and leaves this workstation never.
   * @throws Refusal as `proofErrors` declares them
   */
  async prove(session: Session, passphrase: string): Promise<void> {
    const device = this.#device();
    const person = { number: session.number, passphrase };
    await this.#ports.stepUp.confirm(person, { session, who: 'self', permission: 'signed-in' });
    await requireOurServer(this.#ports, device, proofErrors);
    const body = JSON.stringify({ protocol: protocolVersion, person });
    const question = { method: 'POST', path: routes.sessionBegin.path, body, timeoutMs } as const;
    const answer = await askAsDevice(this.#ports, device, question, routes.sessionBegin.response);
    if (!answer.ok) throw refusalFrom(answer.error, proofErrors);
    this.#ports.store.write((transaction) => {
      const about = { actorId: session.staffId, subjectId: session.staffId };
      this.#ports.trail.append(transaction, { ...about, action: 'staff.proved-at-server' });
    });
    const held = { session, token: answer.value.session };
    // The answer took time: nothing is held for somebody who has left.
    if (this.#ports.session.current === session) this.#held = held;
    else this.#tell(device, held);
  }

  /**
   * Asks the server as this person.
   * @param own the refusals this question may be answered with, beside those of every person's question
   * @throws Refusal `access/proof-needed` when the passphrase has to be asked first, and as `personErrors` and `own` say
   */
  async ask<R extends PersonRoute>(
    session: Session,
    route: R,
    content: Readonly<Record<string, unknown>>,
    own: readonly ErrorCode[] = [],
  ): Promise<z.output<R['response']>> {
    const device = this.#device();
    const held = this.#held;
    // By identity: whoever signed in again, also as the same person, proves again.
    if (held === null || held.session !== session) throw new Refusal('access/proof-needed', {});
    const body = JSON.stringify({ ...content, protocol: protocolVersion, session: held.token });
    const question = { method: 'POST', path: route.path, body, timeoutMs } as const;
    const answer = await askAsDevice(this.#ports, device, question, route.response);
    if (answer.ok) return answer.value as z.output<R['response']>;
    const refusal = refusalFrom(answer.error, [...personErrors, ...own]);
    if (refusal.wire.code === 'access/proof-needed' && this.#held === held) this.#held = null;
    throw refusal;
  }

  /** Whoever was known leaves, or somebody else came: forgotten here at once, and there as soon as it hears of it. */
  #leave(): void {
    const held = this.#held;
    if (held === null || held.session === this.#ports.session.current) return;
    this.#held = null;
    this.#tell(this.#device(), held);
  }

  #tell(device: Device, { token }: Held): void {
    const body = JSON.stringify({ protocol: protocolVersion, session: token });
    const question = { method: 'POST', path: routes.sessionEnd.path, body, timeoutMs, signal: this.#end.signal } as const;
    // Whether it was heard or not: the token is gone here, and ends there by itself.
    const telling = askAsDevice(this.#ports, device, question, routes.sessionEnd.response).then(
      () => undefined,
      () => undefined,
    );
    this.#telling = Promise.all([this.#telling, telling]).then(() => undefined);
  }

  #device(): Device {
    const device = loadDevice(this.#ports.store);
    if (device === null) throw new Refusal('devices/not-enrolled', {});
    return device;
  }
}
