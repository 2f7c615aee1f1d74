// The wire may not change by accident: the JSON Schema of every message is hashed, and a new hash needs a new protocol version
// with a line of history in src/contract/sync/version.ts.
import { expect, test } from 'vitest';
import * as z from 'zod';
import { canonicalJson, type Json } from '#src/base/canonical-json.ts';
import { configurationFile } from '#src/contract/sync/configuration-file.ts';
import { signedCallRecords, signedContactFact } from '#src/contract/sync/contact.ts';
import { daysPage } from '#src/contract/sync/days.ts';
import { routes } from '#src/contract/sync/index.ts';
import { enrolment, errorResponse, probe } from '#src/contract/sync/messages.ts';
import { restrictionPage } from '#src/contract/sync/restriction.ts';
import { fileManifest, fileReceipts, fileReceiptsDocument } from '#src/contract/sync/sealed-file.ts';
import { verificationPage } from '#src/contract/sync/verification.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import { envelope } from '#src/crypto/envelope.ts';
import { successionDocument } from '#src/crypto/succession-document.ts';
import { deviceStanding } from '#src/domain/devices/standing.ts';
import { configuration } from '#src/domain/organisation/schema.ts';
import { branchDay, branchRoster, dayStatement } from '#src/domain/reconciliation/branch.ts';
import { keySuccession } from '#src/domain/server-key/succession.ts';
import { receipt } from '#src/domain/sync/receipt.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';

const fingerprints: Readonly<Record<number, string>> = {
  1: 'ddd5ea3a96cc2529',
  2: 'fcd3518aaa7629fd',
};

function jsonSchema(schema: z.ZodType): Json {
  return JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: 'input' })));
}

test('the messages are those of this protocol version', () => {
  const messages: Record<string, Json> = {};
  for (const [name, route] of Object.entries(routes)) {
    messages[name] = { ...route, request: jsonSchema(route.request), response: jsonSchema(route.response) };
  }
  const bodies = {
    enrolment,
    probe,
    errorResponse,
    envelope,
    configuration,
    receipt,
    fileManifest,
    fileReceipts,
    deviceStanding,
    verificationPage,
    signedContactFact,
    signedCallRecords,
    keySuccession,
    successionDocument,
    configurationFile,
    fileReceiptsDocument,
    daysPage,
    dayStatement,
    branchDay,
    branchRoster,
    restrictionPage,
  };
  for (const [name, schema] of Object.entries(bodies)) messages[`body:${name}`] = jsonSchema(schema);
  expect(sha256Hex(canonicalJson(messages)).slice(0, 16)).toBe(fingerprints[protocolVersion]);
});
