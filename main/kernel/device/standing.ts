// Where this workstation stands with its organisation (S7, R7.3). Believed is only what the pinned server signed about this very
// workstation: a refusal without it, another workstation's statement, or an older one changes nothing here. An end is for good.
import * as z from 'zod';
import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import type { Device } from '#main/kernel/device/device.ts';
import type { ExchangeFailure } from '#main/kernel/server/exchange.ts';
import { openArriving } from '#main/kernel/server-key/open-from-server.ts';
import type { Emit } from '#main/ports/emit.ts';
import type { ReadStore, Store, WriteTransaction } from '#main/store/store.ts';
import { Refusal } from '#src/contract/errors.ts';
import { type SignedDocument, signedDocument } from '#src/crypto/signed.ts';
import { type DeviceStanding, deviceStanding, deviceState, endingReason, isEnded, isNews } from '#src/domain/devices/standing.ts';

export type OwnStanding = Pick<DeviceStanding, 'version' | 'state' | 'reason' | 'decidedAt'>;

const row = z
  .object({ version: z.int(), state: deviceState, reason: endingReason.nullable(), decided_at: z.string() })
  .transform(({ decided_at: decidedAt, ...rest }): OwnStanding => ({ ...rest, decidedAt }));

/** Null: nothing was ever said; the workstation may work. */
export function loadStanding(store: ReadStore): OwnStanding | null {
  return store.one(row, 'SELECT version, state, reason, decided_at FROM device_standing');
}

export function saveStanding(transaction: WriteTransaction, standing: OwnStanding, document: SignedDocument | null): void {
  transaction.run(
    `INSERT INTO device_standing (id, version, state, reason, decided_at, document) VALUES (1, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, state = excluded.state, reason = excluded.reason,
         decided_at = excluded.decided_at, document = excluded.document`,
    standing.version,
    standing.state,
    standing.reason,
    standing.decidedAt,
    document === null ? null : JSON.stringify(document),
  );
}

const refusedWith = z.object({ statement: signedDocument });

interface StandingPorts {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly emit: Emit;
}

export class DeviceStandings {
  readonly #ports: StandingPorts;

  constructor(ports: StandingPorts) {
    this.#ports = ports;
  }

  current(): OwnStanding | null {
    return loadStanding(this.#ports.store);
  }

  isEnded(): boolean {
    const standing = this.current();
    return standing !== null && isEnded(standing.state);
  }

  /** @throws Refusal `devices/stopped` where this workstation may not work (any more) */
  requireWorking(): void {
    const standing = this.current();
    if (standing === null || standing.state === 'active') return;
    throw new Refusal('devices/stopped', { state: standing.state, reason: standing.reason });
  }

  /** The server turned a signed request away: when it says why, under its signature, that is heard. */
  hearRefusal(device: Device, failure: ExchangeFailure): void {
    if (failure.kind !== 'refused' || failure.error.code !== 'devices/revoked') return;
    const refused = refusedWith.safeParse(failure.error.params);
    if (refused.success) this.hear(device, refused.data.statement);
  }

  /** Takes over what the server says of this workstation, if it does and if it is news. */
  hear(device: Device, document: SignedDocument): void {
    const opened = openArriving('device-standing', document, device, deviceStanding, (body) => body.decidedAt);
    if (!opened.ok) return;
    const heard = opened.value;
    if (heard.organisationId !== device.organisationId || heard.deviceId !== device.deviceId) return;
    const { store, trail, emit } = this.#ports;
    const isTaken = store.write((transaction) => {
      const known = loadStanding(transaction);
      if (!isNews(known, heard)) return false;
      saveStanding(transaction, heard, document);
      transaction.run('UPDATE device SET name = ?', heard.name);
      // The first word after an enrolment that says only what was clear already is kept, and nothing to tell.
      if ((known?.state ?? 'active') === heard.state) return device.name !== heard.name;
      trail.append(transaction, {
        action: 'device.standing-heard',
        actorId: null,
        subjectId: device.deviceId,
        detail: { state: heard.state, version: heard.version, ...(heard.reason === null ? {} : { reason: heard.reason }) },
      });
      return true;
    });
    if (!isTaken) return;
    emit('startup.changed', {});
    emit('sync.changed', {});
  }
}
