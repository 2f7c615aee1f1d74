// Who signed a request (R7.3: enrolled devices only). The signature is over method, path, query and the exact body; a nonce that
// was seen before is refused, however good its signature.

import type { Clock } from '#server/kernel/clock.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { DeviceState } from '#src/domain/devices/standing.ts';
import { verifyRequest } from '#src/node/http/signed-requests.ts';
import type { Authenticate, Caller } from './contract-route.ts';

export interface DeviceDirectory {
  /** A device's key, which stays for good, its branch and where it stands; null for an unknown one. */
  readonly find: (
    deviceId: string,
  ) => Promise<{ readonly publicKey: string; readonly branchId: string; readonly state: DeviceState } | null>;
  /** Why a device in this state may not work, or null. */
  readonly objection: (deviceId: string, state: DeviceState) => Promise<Refusal | null>;
  /** Remembers the nonce of a verified request and that the device was here. False when the nonce was used before. */
  readonly takeNonce: (deviceId: string, nonce: string) => Promise<boolean>;
}

/** @throws Refusal internal/too-many-requests */
export type CountRequest = (id: string) => void;

export function createAuthenticate(directory: DeviceDirectory, clock: Clock, count: CountRequest): Authenticate {
  return async (request, body, isForWaiting) => {
    let isKnown: boolean | null = null;
    let caller: (Caller & { readonly state: DeviceState }) | null = null;
    const verdict = await verifyRequest(
      // Only path and query count; the host name is not signed because a branch may reach the server by many names.
      { method: request.method, url: `http://server${request.url}`, body, headers: request.headers },
      async (deviceId) => {
        const device = await directory.find(deviceId);
        isKnown = device !== null;
        if (device === null) return null;
        caller = { deviceId, branchId: device.branchId, state: device.state };
        return device.publicKey;
      },
      clock.nowMs(),
    );
    if (isKnown === false) throw new Refusal('devices/unknown', {});
    if (verdict.outcome !== 'valid' || caller === null) throw new Refusal('devices/signature-refused', {});
    count(verdict.deviceId);
    if (!(await directory.takeNonce(verdict.deviceId, verdict.nonce))) throw new Refusal('devices/signature-refused', {});
    // Told only to whoever signs as it: a stranger learns nothing of where a workstation stands.
    const { state, ...who } = caller as Caller & { readonly state: DeviceState };
    const objection = state === 'waiting' && isForWaiting ? null : await directory.objection(who.deviceId, state);
    if (objection !== null) throw objection;
    return who;
  };
}
