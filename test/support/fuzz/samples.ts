// Messages that a server of the demonstration organisation takes, for one enrolled workstation.

import { demonstrationStaff } from '#server/demo/staff.ts';
import { type SealChoice, sealRecord } from '#server/test-bench.ts';
import type { Json } from '#src/base/canonical-json.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { randomId, randomNonce } from '#src/node/crypto/random.ts';
import { generateSigningKey } from '#src/node/crypto/signing.ts';

const protocol = protocolVersion;

/** @param code an enrolment code; whoever uses it first has it */
export function samplesFor(
  configuration: Configuration,
  workstation: Parameters<typeof sealRecord>[1],
  code: string,
): (operationId: string) => Promise<Json> {
  const piece = Buffer.from('sealed bytes that are none');
  const { version: _version, ...notice } = configuration.notices[0] ?? {};
  const asked = { documentType: 'resident-id', documentNumber: '110101199003071057' };
  const serviceId = configuration.services[0]?.id ?? '';
  const administrator = demonstrationStaff.find(({ role }) => role === 'it-administrator');
  const made: Readonly<Record<string, () => Json | Promise<Json>>> = {
    enrol: () => ({
      protocol,
      code,
      nonce: randomNonce(),
      deviceKey: generateSigningKey().publicKey,
      name: 'Counter',
      appVersion: '1',
    }),
    heads: () => ({ protocol, head: { sequence: 1, link: 'ab'.repeat(32) }, contains: null, lacks: null }),
    log: () => ({ protocol, knownSize: 0, leaf: 0 }),
    publish: () => ({
      protocol,
      administrator: { number: administrator?.number ?? '', passphrase: administrator?.passphrase ?? '' },
      items: [{ madeOn: 1, item: { kind: 'notice', content: JSON.parse(JSON.stringify(notice)) } }],
    }),
    attachmentProgress: () => ({ protocol, contentHashes: [sha256Hex(piece)] }),
    attachments: () => ({
      protocol,
      contentHash: sha256Hex(piece),
      sealedBytes: piece.length,
      offset: 0,
      piece: piece.toString('base64url'),
    }),
    systemsMay: () => ({ subject: asked, serviceId }),
    systemsBusiness: () => ({
      subject: asked,
      event: { eventId: randomId(), kind: 'start', serviceId, at: '2026-11-24T08:00:00.000Z' },
    }),
    systemsSubjects: () => ({ after: null }),
    records: async () => {
      const choice: SealChoice = {};
      return { protocol, records: [{ sequence: 1, envelope: (await sealRecord(configuration, workstation, choice)).text }] };
    },
  };
  return async (operationId) => (await made[operationId]?.()) ?? {};
}
