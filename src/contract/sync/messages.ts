// What crosses the network. Schemas hold no transforms, so their JSON Schema is the whole truth for another client's author.
import * as z from 'zod';
import { base64url } from '#src/base/base64url.ts';
import { instant } from '#src/base/instant.ts';
import { signedDocument, signedReceipt } from '#src/crypto/signed.ts';
import { successions } from '#src/crypto/succession-document.ts';
import { designItem, mostPublishedTogether } from '#src/domain/design/schema.ts';
import { deviceState } from '#src/domain/devices/standing.ts';
import { publicKey } from '#src/domain/organisation/schema.ts';

const nonce = z.string().regex(/^[A-Za-z0-9_-]{22,64}$/);

/** POST /v1/enrol — the only unsigned request that changes anything; the one-time code authenticates it. */
export const enrolRequest = z.object({
  protocol: z.int(),
  code: z.string().max(64),
  nonce,
  deviceKey: base64url.max(64),
  name: z.string().min(1).max(60),
  appVersion: z.string().max(40),
});

/** Body of the signed `enrolment` document. The workstation compares `serverKey` with the fingerprint in its code. */
export const enrolment = z.object({
  nonce,
  deviceId: z.string(),
  organisationId: z.string(),
  branchId: z.string(),
  serverKey: publicKey,
  serverTime: instant,
  /** Where the new workstation stands; absent from servers that know no approval: then it may work. */
  state: deviceState.exactOptional(),
  /** How often the server's key was renewed before; absent: never. */
  serverKeySerial: z.int().nonnegative().exactOptional(),
});
export const enrolResponse = z.object({
  serverKey: publicKey,
  enrolment: signedDocument,
  /** Absent while an administrator has to approve the workstation: until then it gets nothing of the organisation's. */
  configuration: signedDocument.exactOptional(),
});

/** GET /v1/probe?nonce=… — body of the signed `probe` document: the one meaning of online, and the trusted time. */
export const probe = z.object({
  nonce,
  organisationId: z.string(),
  serverTime: instant,
  protocol: z.int(),
  minimumProtocol: z.int(),
  configurationVersion: z.int(),
});

export const probeRequest = z.object({
  nonce,
  /** Id of the server key the caller pins. */
  pinned: z.string().min(1).max(100).exactOptional(),
});
export const probeResponse = z.object({
  probe: signedDocument,
  /** How the key the caller pins was renewed since, oldest first. */
  successions: successions.exactOptional(),
});

/** POST /v1/records — envelopes as exact text, in the device's own sequence. At most 200 a batch. */
export const pushRequest = z.object({
  protocol: z.int(),
  records: z
    .array(z.object({ sequence: z.int().positive(), envelope: z.string().max(2_000_000) }))
    .min(1)
    .max(200),
  /** The client reads receipts that were signed together; absent: each is signed alone. */
  receipts: z.literal('together').exactOptional(),
});

const chainHead = z.object({ sequence: z.int().positive(), link: z.string().regex(/^[0-9a-f]{64}$/) });

/** POST /v1/heads — the head of the workstation's audit chain; the server notices an older copy or a clone of it. */
export const headRequest = z.object({
  protocol: z.int(),
  head: chainHead,
  /** A head of the server's that this chain contains. */
  contains: chainHead.nullable(),
  /** A head of the server's that this chain was asked for and does not contain. */
  lacks: chainHead.nullable(),
});
export const headResponse = z.object({
  outcome: z.enum(['kept', 'compare', 'rolled-back', 'cloned']),
  /** What the server remembers. */
  known: chainHead.nullable(),
});

const refused = z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) });

/** One outcome per record, in the order of the request. One bad record delays no other. */
export const pushOutcome = z.discriminatedUnion('outcome', [
  z.object({ sequence: z.int(), outcome: z.literal('accepted'), receipt: signedReceipt }),
  z.object({ sequence: z.int(), outcome: z.literal('duplicate'), receipt: signedReceipt }),
  z.object({ sequence: z.int(), outcome: z.literal('conflict'), error: refused }),
  z.object({ sequence: z.int(), outcome: z.literal('quarantined'), error: refused }),
  /** Not every attachment the record names is complete here: nothing was stored; send them, then the record again. */
  z.object({ sequence: z.int(), outcome: z.literal('incomplete'), error: refused }),
]);
export type PushOutcome = z.infer<typeof pushOutcome>;
export const pushResponse = z.object({ outcomes: z.array(pushOutcome) });

/**
 * POST /v1/design — publishes forms, notices and services as their next versions, all of them or none. The device signs the request; the
 * administrator proves who they are in its body. `madeOn` is the configuration version the draft was made on.
 */
export const publishRequest = z.object({
  protocol: z.int(),
  administrator: z.object({ number: z.string().min(1).max(40), passphrase: z.string().min(1).max(200) }),
  items: z
    .array(z.object({ madeOn: z.int().positive(), item: designItem }))
    .min(1)
    .max(mostPublishedTogether),
});
export const publishResponse = z.object({
  configuration: signedDocument,
  /** Versions of the published forms and notices in the order of the request; null for a service. */
  itemVersions: z.array(z.int().positive().nullable()),
});

/** GET /v1/configuration — the newest signed configuration. */
export const configurationResponse = z.object({ configuration: signedDocument });

/** Body of every refusal. */
export const errorResponse = z.object({ error: refused });
