// The chain as an IT administrator exports it, judged by the verifier that shares no code with its writer.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testOrganisation } from '#main/test-bench/organisation.ts';
import { refusalOf, TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import { verifyChain } from '#verifier/chain.ts';

let workstation: TestWorkstation;

beforeEach(async () => {
  workstation = new TestWorkstation(await testOrganisation());
  await workstation.start(workstation.order);
});
afterEach(() => workstation.remove());

test('everything a workstation writes while it works is a chain that verifies, and its export is its last event', async () => {
  unwrap(await workstation.signIn());
  expect(refusalOf(await workstation.api['workstation.exportAudit']({}))).toBe('access/denied');
  await workstation.register();
  unwrap(await workstation.api['staff.signOut']({}));
  unwrap(await workstation.signIn('it'));
  const { deviceId, chain } = unwrap(await workstation.api['workstation.exportAudit']({}));
  const lines = chain.trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(6);
  expect(lines.at(-1)).toContain('"action":"audit.exported"');
  // Records that this server took in are in a log of another kind here: only the chain itself is judged.
  const checks = (text: string, id = deviceId) => verifyChain(text, id, [], 'chain').map(({ check }) => check);
  expect(checks(chain).filter((check) => check !== 'chain-unknown-record')).toEqual([]);
  expect(checks(chain.replace('staff.signed-in', 'staff.signed-out'))).toContain('chain-link');
  expect(checks(chain, 'another')).toContain('chain-device');
  expect(chain).not.toContain('王');
});
