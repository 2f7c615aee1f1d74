// Enrolment and recognition of workstations (S7, R7.3). A one-time code from an administrator turns a key that was made on the
// workstation into an enrolled device; the server never sees a private key.
import type * as z from 'zod';
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock, Randomness } from '#server/kernel/clock.ts';
import type { KeyRing } from '#server/kernel/keys/key-ring.ts';
import { keyedHash } from '#server/kernel/keys/keyed-hash.ts';
import { Stop } from '#server/kernel/stop.ts';
import type { Store } from '#server/kernel/store/store.ts';
import type { DeviceDirectory } from '#server/plugins/device-signature.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { enrolRequest, enrolResponse } from '#src/contract/sync/messages.ts';
import { encodeBase32, formatEnrolmentCode, parseEnrolmentCode } from '#src/domain/devices/enrolment-code.ts';
import { keyFingerprint, keyIdOf } from '#src/node/crypto/signing.ts';
import { signatureWindowSeconds } from '#src/node/http/signed-requests.ts';
import type { NewestConfiguration } from './ports.ts';
import type { Standings } from './standing.ts';
import { findDevice, findEnrolled, insertCode, insertDevice, insertNonce, isEndedKey, useCode } from './store.ts';

type EnrolRequest = z.output<typeof enrolRequest>;
type EnrolResponse = z.output<typeof enrolResponse>;

/** A signature passes from one window before to one window after its time; a nonce is kept twice as long as that. */
const nonceMemoryMs = 4 * signatureWindowSeconds * 1_000;
/** Those of before are removed this often, and not with every request. */
const forgetEveryMs = 60_000;

type Admitted = { readonly deviceId: string; readonly branchId: string; readonly state: 'waiting' | 'active' };

export interface DevicesService extends DeviceDirectory {
  /** A new one-time code for a branch, as people type it. @throws Stop devices/branch-unknown */
  readonly issueCode: (branchId: string, validMinutes: number) => Promise<{ readonly code: string; readonly expiresAt: string }>;
  /** @throws Refusal devices/code-malformed, devices/code-refused (wrong, used and expired look alike), internal/invalid-input */
  readonly enrol: (request: EnrolRequest) => Promise<EnrolResponse>;
}

interface Dependencies {
  readonly store: Store;
  readonly keyRing: KeyRing;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly audit: AuditLog;
  readonly organisationId: string;
  readonly configuration: NewestConfiguration;
  readonly standings: Standings;
}

/** The secret half. The whole code or the secret half alone is understood. */
function secretOf(text: string, fingerprint: string): string {
  const whole = parseEnrolmentCode(text);
  const code = whole.ok ? whole : parseEnrolmentCode(text + fingerprint);
  if (!code.ok) throw new Refusal('devices/code-malformed', {});
  return code.value.secret;
}

/** @throws Refusal internal/invalid-input when it is not 32 bytes in base64url. */
function requirePublicKey(text: string): string {
  if (Buffer.from(text, 'base64url').length !== 32) throw new Refusal('internal/invalid-input', {});
  return text;
}

export function createDevicesService(dependencies: Dependencies): DevicesService {
  const { store, keyRing, clock, randomness, audit, organisationId, configuration, standings } = dependencies;
  const fingerprint = keyFingerprint(keyRing.serverKey.key);
  const codeHash = keyedHash(keyRing, 'enrolment-code');
  const now = () => instantFromMs(clock.nowMs());
  let forgotAtMs = Number.NEGATIVE_INFINITY;

  /** Adds the device, or finds the one this very key enrolled with this code when the first answer was lost on its way. */
  const admit = async (request: EnrolRequest): Promise<Admitted> => {
    const hashes = codeHash.candidates(secretOf(request.code, fingerprint));
    const publicKey = requirePublicKey(request.deviceKey);
    const { approval } = (await configuration.newest()).body.policy.enrolment;
    const state = approval === 'required' ? 'waiting' : 'active';
    return store.transaction().execute(async (transaction) => {
      const deviceId = randomness.id();
      const at = now();
      // Whatever code it holds: what was taken out of service comes back under a new key only, and the code stays good for that.
      if (await isEndedKey(transaction, organisationId, publicKey)) throw new Refusal('devices/code-refused', {});
      const used = await useCode(transaction, organisationId, hashes, { deviceId, usedAt: at });
      if (used === null) {
        const earlier = await findEnrolled(transaction, organisationId, hashes, { publicKey, now: at });
        if (earlier === null) throw new Refusal('devices/code-refused', {});
        return earlier;
      }
      await insertDevice(transaction, {
        organisation_id: organisationId,
        device_id: deviceId,
        public_key: publicKey,
        name: request.name,
        branch_id: used.branchId,
        state,
        app_version: request.appVersion,
        enrolled_at: at,
        last_seen_at: at,
        standing_version: 1,
        decided_at: null,
        decided_by: null,
        reason: null,
        replaces: null,
        replaced_by: null,
      });
      const keyId = keyIdOf(publicKey);
      await audit.append(transaction, at, { action: 'device.enrolled', deviceId, branchId: used.branchId, keyId });
      return { deviceId, branchId: used.branchId, state };
    });
  };

  return {
    issueCode: async (branchId, validMinutes) => {
      const { body } = await configuration.newest();
      if (!body.branches.some((branch) => branch.id === branchId)) {
        const known = body.branches.map((branch) => branch.id).join(', ');
        throw new Stop('devices/branch-unknown', `There is no branch ${branchId}. The branches are: ${known}.`);
      }
      const secret = encodeBase32(randomness.bytes(10));
      const expiresAt = instantFromMs(clock.nowMs() + validMinutes * 60_000);
      await store.transaction().execute(async (transaction) => {
        const at = now();
        await insertCode(transaction, {
          organisation_id: organisationId,
          code_hash: codeHash.newest(secret),
          branch_id: branchId,
          issued_at: at,
          expires_at: expiresAt,
          used_at: null,
          device_id: null,
        });
        await audit.append(transaction, at, { action: 'device.code-issued', branchId, expiresAt });
      });
      return { code: formatEnrolmentCode({ secret, fingerprint }), expiresAt };
    },

    enrol: async (request) => {
      const { deviceId, branchId, state } = await admit(request);
      const { serverKey, serverKeySerial } = keyRing;
      const about = { deviceId, organisationId, branchId, serverKey, serverKeySerial, state };
      const body = { nonce: request.nonce, serverTime: now(), ...about };
      return {
        serverKey,
        enrolment: await keyRing.signDocument('enrolment', body),
        ...(state === 'waiting' ? {} : { configuration: (await configuration.newest()).document }),
      };
    },

    find: async (deviceId) => {
      const row = await findDevice(store, organisationId, deviceId);
      return row === null ? null : { publicKey: row.public_key, branchId: row.branch_id, state: row.state };
    },

    objection: (deviceId, state) => standings.objection(store, deviceId, state),

    takeNonce: (deviceId, nonce) => {
      const nowMs = clock.nowMs();
      const seen = { organisationId, deviceId, nonce, seenAt: instantFromMs(nowMs) };
      // A clock set back counts as far as one set forward.
      const isDue = Math.abs(nowMs - forgotAtMs) >= forgetEveryMs;
      if (isDue) forgotAtMs = nowMs;
      const forgetBefore = isDue ? instantFromMs(nowMs - nonceMemoryMs) : null;
      return store.transaction().execute((transaction) => insertNonce(transaction, seen, forgetBefore));
    },
  };
}
