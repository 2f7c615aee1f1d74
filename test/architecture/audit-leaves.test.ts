// No personal data and no guessable hash in any audit leaf (R1.3): the members of every act are listed here, so that a new one is a
// decision somebody makes while reading this. A hash is allowed only of what holds fresh random bytes.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { auditEvent } from '#src/domain/audit/events.ts';
import { auditAct } from '#src/domain/audit/leaves.ts';

const ids = [
  'deviceId',
  'newDeviceId',
  'proofId',
  'recordId',
  'branchId',
  'staffId',
  'actorId',
  'itemId',
  'keyId',
  'formerKeyId',
  'recoveryKeyId',
  'backupId',
  'checkId',
  'subjectId',
  'codeId',
  'factId',
  'noticeId',
  'carrierId',
  'requestId',
  'clientId',
  'serviceId',
  'attachmentId',
];
const codes = [
  'action',
  'permission',
  'period',
  'reason',
  'kind',
  'attention',
  'purpose',
  'className',
  'expiresAt',
  'decision',
  'points',
  'source',
  'step',
  'outcome',
  'isEmergency',
  'template',
  'way',
  'day',
  'code',
  'since',
];
const counts = [
  'revision',
  'position',
  'headSequence',
  'version',
  'itemVersion',
  'sealedBytes',
  'medium',
  'records',
  'pictures',
  'failures',
  'items',
  'bytes',
  'attempt',
  'serial',
  'closing',
  'count',
];
/** Of a sealed envelope or attachment (fresh data keys), a closed day (a link of the device chain), the signed configuration (salted verifiers), a device chain. */
const hashes = ['contentHash', 'configurationHash', 'link'];

test('every member of every server leaf is a known id, code, count or unguessable hash', () => {
  for (const option of auditAct.options) {
    // The log adds these itself; an act that had them would lose them.
    for (const name of ['sequence', 'at']) expect(Object.keys(option.shape)).not.toContain(name);
    for (const name of Object.keys(option.shape)) expect([...ids, ...codes, ...counts, ...hashes]).toContain(name);
  }
});

test('an event of a workstation has these members, and no detail is called like something a subject says', () => {
  expect(Object.keys(auditEvent.shape).toSorted()).toEqual(
    ['action', 'actorId', 'at', 'detail', 'previous', 'sequence', 'subjectId'].toSorted(),
  );
  const root = join(import.meta.dirname, '..', '..');
  const details = globSync('main/**/*.ts', { cwd: root })
    .filter((file) => !file.includes('.test.') && !file.includes('test-bench'))
    .flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(/\bdetail(?:: | = )\{([^}]*)\}/g)])
    .flatMap(([, members = '']) => members.split(','))
    .map((member) => (member.split(':')[0] ?? '').trim());
  expect(details.length).toBeGreaterThan(30);
  for (const name of details) {
    expect(name).not.toMatch(/^(name|text|value|values|phone|address|birth\w*|number|documentNumber|relation|basis)$/i);
  }
  // The one hash beside `contentHash`: of a signed day report, whose text holds counts and ids and leaves the workstation on paper.
  expect([...new Set(details.filter((name) => /hash|digest/i.test(name)))].toSorted()).toEqual(['contentHash', 'hash']);
});

test('the verifier knows every act, or it would call a true log a false one', () => {
  const rules = readFileSync(join(import.meta.dirname, '..', '..', 'verifier', 'leaf-rules.ts'), 'utf8');
  for (const { shape } of auditAct.options) expect(rules).toContain(`'${shape.action.value}':`);
});
