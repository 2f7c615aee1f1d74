import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AuditScope } from '#main/kernel/audit/audit-scope.ts';
import { AuditTrail, findBrokenLink } from '#main/kernel/audit/trail.ts';
import { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import { createStoreFile, openStore } from '#main/store/open.ts';
import type { Store, WriteTransaction } from '#main/store/store.ts';
import { randomBytes } from '#src/node/crypto/random.ts';

let folder: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trail-'));
  const file = { path: join(folder, 'workstation.db'), cipher: 'aegis', key: randomBytes(32) } as const;
  createStoreFile(file);
  store = openStore(file);
  const clock = { nowMs: () => 1_790_000_000_000, monotonicMs: () => 1 };
  const trail = new AuditTrail(new TrustedTime(clock, store), new AuditScope());
  for (const subjectId of ['a', 'b', 'c', 'd']) {
    store.write((transaction) => trail.append(transaction, { action: 'notice.accepted', actorId: 'staff-1', subjectId }));
  }
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What somebody with the key and a database tool could do; the product itself has no way to. */
function tamper(change: (transaction: WriteTransaction) => void): void {
  store.write((transaction) => {
    transaction.run('DROP TRIGGER audit_no_update');
    transaction.run('DROP TRIGGER audit_no_delete');
    change(transaction);
  });
}

test('an untouched chain holds', () => {
  expect(findBrokenLink(store)).toBeNull();
});

test('the table itself refuses changes', () => {
  expect(() => store.write((transaction) => transaction.run('DELETE FROM audit WHERE sequence = 4'))).toThrow();
  expect(() => store.write((transaction) => transaction.run("UPDATE audit SET link = 'x'"))).toThrow();
  expect(findBrokenLink(store)).toBeNull();
});

test.each<[string, (transaction: WriteTransaction) => void, number]>([
  ['an edited event', (t) => t.run('UPDATE audit SET event = replace(event, \'"b"\', \'"x"\') WHERE sequence = 2'), 2],
  ['a removed event', (t) => t.run('DELETE FROM audit WHERE sequence = 2'), 3],
  ['a removed beginning', (t) => t.run('DELETE FROM audit WHERE sequence = 1'), 2],
  [
    'an exchanged link',
    (t) => t.run('UPDATE audit SET link = (SELECT link FROM audit WHERE sequence = 1) WHERE sequence = 3'),
    3,
  ],
  [
    'two events exchanged',
    (t) => {
      t.run('UPDATE audit SET sequence = 99 WHERE sequence = 2');
      t.run('UPDATE audit SET sequence = 2 WHERE sequence = 3');
      t.run('UPDATE audit SET sequence = 3 WHERE sequence = 99');
    },
    2,
  ],
])('%s is found', (_name, change, broken) => {
  tamper(change);
  expect(findBrokenLink(store)).toBe(broken);
});
