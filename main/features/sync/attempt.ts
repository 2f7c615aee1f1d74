// One attempt: probe, newer configuration, waiting records. Nothing but the probe is sent before the server has proved who it is.

import { type Device, loadDevice } from '#main/kernel/device/device.ts';
import type { OutboxError } from '#main/kernel/outbox/outbox.ts';
import { failureError } from '#main/kernel/server/exchange.ts';
import { askProbe, openProbe, type Probe } from '#main/kernel/server/probe.ts';
import type { WriteTransaction } from '#main/store/store.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import type { Connection } from '#src/domain/sync/states.ts';
import { LogChecks } from './check-log.ts';
import type { SyncPorts } from './ports.ts';
import { pullConfiguration } from './pull-configuration.ts';
import { pushWaiting } from './push.ts';
import { HeadReports } from './report-head.ts';
import { StatusReports } from './report-status.ts';

/** A verified time is written down at most this often: offline sign-in is counted in days. */
const recordVerifiedEveryMs = 60_000;

export interface AttemptEnd {
  readonly connection: Connection;
  readonly error: OutboxError | null;
  /** True when waiting records got no outcome because the server could not be spoken to at all. */
  readonly isCutOff: boolean;
}

function cutOff(connection: Connection, code: string, params: OutboxError['params'] = {}): AttemptEnd {
  return { connection, error: { code, params }, isCutOff: true };
}

interface Spoken {
  readonly probe: Probe;
  /** With the key the server has now. */
  readonly device: Device;
}

async function askOurServer(ports: SyncPorts, enrolled: Device, signal: AbortSignal): Promise<Spoken | AttemptEnd> {
  const nonce = ports.random.nonce();
  const asked = { nonce, pinned: enrolled.serverKey.keyId };
  const answer = await askProbe(ports.serverLink, enrolled.serverAddress, asked, signal);
  if (!answer.ok) {
    const { code, params } = failureError(answer.error);
    return cutOff('offline', code, params);
  }
  if (signal.aborted) return cutOff('offline', 'server/unreachable');
  const device = ports.serverKeys.follow(enrolled, answer.value.successions ?? []);
  const { serverKey, organisationId } = device;
  const opened = openProbe(answer.value.probe, { serverKey, nonce, organisationId });
  if (opened.ok) {
    ports.serverKeys.proved();
    return { probe: opened.value, device };
  }
  return opened.error === 'wrong-identity'
    ? cutOff('wrong-server', 'server/wrong-identity')
    : cutOff('offline', 'server/answer-invalid');
}

const minuteMs = 60_000;

export class SyncAttempts {
  readonly #ports: SyncPorts;
  readonly #status: StatusReports;
  readonly #heads: HeadReports;
  readonly #log: LogChecks;
  #recordedAtMs: number | null = null;
  #isDriftNoted = false;

  constructor(ports: SyncPorts) {
    this.#ports = ports;
    this.#status = new StatusReports(ports);
    this.#heads = new HeadReports(ports);
    this.#log = new LogChecks(ports);
  }

  /** @returns null when this workstation is not enrolled or the attempt was ended from outside */
  async run(isForced: boolean, signal: AbortSignal): Promise<AttemptEnd | null> {
    const ports = this.#ports;
    const enrolled = loadDevice(ports.store);
    if (enrolled === null) return null;
    const spoken = await askOurServer(ports, enrolled, signal);
    if (signal.aborted) return null;
    if ('isCutOff' in spoken) return spoken;
    const { probe, device } = spoken;
    this.#believeTime(Date.parse(probe.serverTime));
    if (probe.minimumProtocol > protocolVersion) {
      return cutOff('online', 'server/protocol-too-old', { minimum: probe.minimumProtocol });
    }
    const held = await this.#heldBack(device, signal);
    if (signal.aborted) return null;
    if (held !== null) return held;
    const pulled = await pullConfiguration(ports, device, probe.configurationVersion, signal);
    if (signal.aborted) return null;
    const pushed = await pushWaiting(ports, device, { isForced, signal });
    if (signal.aborted) return null;
    await ports.pullPages(device, signal);
    if (signal.aborted) return null;
    await ports.exchangeDays(device, signal);
    if (signal.aborted) return null;
    await this.#heads.report(device, signal);
    if (signal.aborted) return null;
    await this.#log.check(device, signal);
    if (signal.aborted) return null;
    return { connection: 'online', error: pushed ?? pulled, isCutOff: false };
  }

  /** Where this workstation may not work, nothing more is asked of the server: nothing of it would be answered. */
  async #heldBack(device: Device, signal: AbortSignal): Promise<AttemptEnd | null> {
    const { standings } = this.#ports;
    // An end is for good: there is nothing more to hear.
    if (!standings.isEnded()) await this.#status.report(device, signal);
    if (standings.isEnded()) return cutOff('online', 'devices/stopped', { ...standings.current() });
    return standings.current()?.state === 'waiting' ? { connection: 'online', error: null, isCutOff: false } : null;
  }

  #believeTime(serverMs: number): void {
    const { time, clock, store } = this.#ports;
    time.anchor(serverMs);
    const nowMs = clock.monotonicMs();
    if (this.#recordedAtMs !== null && nowMs - this.#recordedAtMs < recordVerifiedEveryMs) return;
    store.write((transaction) => {
      time.recordVerified(transaction, serverMs);
      this.#noteDrift(transaction);
    });
    this.#recordedAtMs = nowMs;
  }

  /** A clock beyond the policy is recorded once each time it gets there: times in records are this clock's claims. */
  #noteDrift(transaction: WriteTransaction): void {
    const { time, trail, configurations } = this.#ports;
    const allowed = configurations.current()?.policy.maximumClockDriftMinutes;
    const driftMs = time.driftMs();
    if (allowed === undefined || driftMs === null) return;
    const isBeyond = Math.abs(driftMs) >= allowed * minuteMs;
    if (isBeyond && !this.#isDriftNoted) {
      const detail = { minutes: Math.round(driftMs / minuteMs) };
      trail.append(transaction, { action: 'clock.drift-noticed', actorId: null, subjectId: null, detail });
    }
    this.#isDriftNoted = isBeyond;
  }
}
