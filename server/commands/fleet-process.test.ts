// The fleet's commands as an administrator types them, each a process of its own beside the serving one.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { type Bench, enrolWorkstation, openBench, sealRecord, type Workstation } from '#server/test-bench.ts';
import { runCommand } from '#server/test-bench-commands.ts';
import { fleet } from '#src/domain/devices/fleet.ts';
import { heldRecord } from '#src/domain/devices/held.ts';

const by = demonstrationStaff.find(({ role }) => role === 'it-administrator')?.number ?? '';
const clerk = demonstrationStaff.find(({ role }) => role === 'clerk')?.number ?? '';

let bench: Bench;
let old: Workstation;
let fresh: Workstation;

beforeAll(async () => {
  bench = await openBench();
  old = await enrolWorkstation(bench);
  fresh = await enrolWorkstation(bench);
});
afterAll(() => bench.close());

const run = (command: string, ...args: readonly string[]) => runCommand([command, '--data', bench.layout.root, ...args]);
const refused = (code: string) => ({ status: 1, stdout: '', code });
const told = (value: object) => ({ status: 0, stdout: `${JSON.stringify(value)}\n` });

async function shown() {
  const { entries } = fleet.parse(JSON.parse((await run('fleet', '--json')).stdout));
  return new Map(entries.map((one) => [one.deviceId, one]));
}

test('who decides, about what and why is asked before anything is done', async () => {
  const { deviceId } = old;
  const answers = await Promise.all([
    run('revoke-device', '--device', deviceId, '--by', by, '--reason', 'because'),
    run('revoke-device', '--device', deviceId, '--reason', 'lost'),
    run('revoke-device', '--device', deviceId, '--by', clerk, '--reason', 'lost'),
    run('approve-device', '--device', 'nobody', '--by', by),
  ]);
  expect(answers.map(({ status, stdout }) => [status, stdout])).toEqual(answers.map(() => [1, '']));
  expect(answers.slice(0, 2)).toMatchObject([refused('command/usage'), refused('command/usage')]);
  expect(answers[3]).toMatchObject(refused('devices/no-such-device'));
  expect((await shown()).get(deviceId)).toMatchObject({ state: 'active' });
}, 60_000);

test('replaced, asked twice, and a record of the old one decided about', async () => {
  const replace = ['--old', old.deviceId, '--new', fresh.deviceId, '--by', by] as const;
  const done = { replaced: old.deviceId, by: fresh.deviceId };
  expect(await run('replace-device', ...replace)).toMatchObject(told(done));
  expect(await run('replace-device', ...replace)).toMatchObject(told(done));
  const entries = await shown();
  expect(entries.get(old.deviceId)).toMatchObject({ state: 'retired', replacedBy: fresh.deviceId });
  expect(entries.get(fresh.deviceId)).toMatchObject({ state: 'active', replaces: old.deviceId });

  const sealed = await sealRecord((await bench.organisation.configuration.newest()).body, old);
  const records = [{ sequence: 1, envelope: sealed.text }];
  await bench.organisation.records.push(old.deviceId, { protocol: 2, records }, 'medium');
  const held = ['--device', old.deviceId] as const;
  const listed = await run('held-records', ...held);
  expect(heldRecord.parse(JSON.parse(listed.stdout))).toMatchObject({ contentHash: sealed.contentHash, problem: null });
  const decide = ['--record', 'all', '--by', by] as const;
  const unfit = await run('held-records', ...held, ...decide, '--accept', '--reason', 'after-the-loss');
  expect(unfit).toMatchObject(refused('command/usage'));
  const accepted = await run('held-records', ...held, ...decide, '--accept', '--reason', 'matches-paper');
  expect(accepted).toMatchObject({ status: 0, stdout: '' });
  expect((await shown()).get(old.deviceId)).toMatchObject({ held: 0 });
  const { total } = await bench.organisation.store
    .selectFrom('record')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  expect(Number(total)).toBe(1);
}, 60_000);

test('taken out of service, and the fleet as a table and for a spreadsheet', async () => {
  const revoke = ['--device', fresh.deviceId, '--by', by, '--reason', 'lost'] as const;
  expect(await run('revoke-device', ...revoke)).toMatchObject(told({ revoked: fresh.deviceId }));
  expect(await run('approve-device', '--device', fresh.deviceId, '--by', by)).toMatchObject(refused('devices/already-ended'));
  const [table, csv] = await Promise.all([run('fleet'), run('fleet', '--csv')]);
  expect(table.stdout).toMatch(/^NAME .*\n(.*\n)*.*revoked \(lost\)/);
  expect(csv.stdout).toContain(`"${fresh.deviceId}"`);
}, 60_000);
