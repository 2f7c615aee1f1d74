// Tells the server how this workstation is (S7), and hears in the answer where it stands (R7.3): the way in which an approval and an end
// arrive. A report that cannot be made now is made at a later attempt; it fails no attempt.
import type * as z from 'zod';
import type { Device } from '#main/kernel/device/device.ts';
import { askAsDevice } from '#main/kernel/server/ask-as-device.ts';
import type { statusRequest } from '#src/contract/sync/devices.ts';
import { routes } from '#src/contract/sync/index.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import type { DeviceStatus } from '#src/domain/devices/status.ts';
import type { SyncPorts } from './ports.ts';

const timeoutMs = 15_000;
/** A status that did not change is told this often all the same: an idle workstation has to hear of its end, too. */
const repeatMs = 60_000;

/** What is told at once when it changes; ages, free space and the clock move all the time. */
function gistOf({ appVersion, pending, quarantined, lastSyncAt, key, serverKeyId, storeCheck }: DeviceStatus): string {
  return JSON.stringify([appVersion, pending, quarantined, lastSyncAt, key.backend, key.isRecoverable, serverKeyId, storeCheck]);
}

export class StatusReports {
  readonly #ports: SyncPorts;
  #told: { readonly atMs: number; readonly gist: string } | null = null;

  constructor(ports: SyncPorts) {
    this.#ports = ports;
  }

  async report(device: Device, signal: AbortSignal): Promise<void> {
    const { clock, standings } = this.#ports;
    const status = this.#ports.ownStatus();
    const gist = gistOf(status);
    if (!this.#isDue(gist)) return;
    const body = JSON.stringify({ protocol: protocolVersion, status } satisfies z.input<typeof statusRequest>);
    const question = { method: 'POST', path: routes.status.path, body, timeoutMs, signal } as const;
    const answer = await askAsDevice(this.#ports, device, question, routes.status.response);
    if (signal.aborted) return;
    if (answer.ok) standings.hear(device, answer.value.standing);
    // A server that does not know the route is not asked at every attempt.
    const isAnswered = answer.ok || answer.error.kind === 'refused';
    if (isAnswered) this.#told = { atMs: clock.monotonicMs(), gist };
  }

  #isDue(gist: string): boolean {
    if (this.#told === null || this.#told.gist !== gist) return true;
    // Who waits in front of the screen for an approval should not wait for longer than the next probe.
    if (this.#ports.standings.current()?.state === 'waiting') return true;
    return this.#ports.clock.monotonicMs() - this.#told.atMs >= repeatMs;
  }
}
