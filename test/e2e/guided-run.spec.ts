// The guided run as a command: hostile and ordinary entries in one list give one result each, nothing readable is left in the files it
// keeps, and nothing it started is left behind, also when it is stopped in the middle.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { keyNeedles, scanFolder, textNeedles } from '#test/support/plaintext-scan.ts';
import { makePerson } from '#test/support/sample-people.ts';
import { keyEntry } from '#test/support/trouble/key-entry.ts';

const script = join(import.meta.dirname, '..', '..', 'scripts', 'demo.ts');

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when stderr has said it. */
  said(words: string): Promise<void>;
}

/** Starts the command as a person would, with a folder of its own for everything passing. */
function startRun(args: readonly string[], folders: { readonly caller: string; readonly passing: string }): Run {
  const environment: NodeJS.ProcessEnv = { ...process.env, TMPDIR: folders.passing };
  // npm's word for where its own caller stands; this caller stands elsewhere.
  const { INIT_CWD: _npm, ...env } = environment;
  const child = spawn(process.execPath, [script, ...args], { cwd: folders.caller, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const heard = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    heard.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    heard.stderr += text;
  });
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, ...heard })));
  return { child, ended, said: (words) => expect.poll(() => heard.stderr, { timeout: 60_000 }).toContain(words) };
}

const folders = test.extend<{ readonly folders: { readonly caller: string; readonly passing: string } }>({
  folders: async ({ browserName: _unused }, use) => {
    // Not in the test's own folder: a socket's address has about a hundred characters.
    const home = mkdtempSync(join(tmpdir(), 'guided-'));
    const both = { caller: mkdtempSync(join(home, '柜 台-')), passing: mkdtempSync(join(home, 'tmp-')) };
    await use(both);
    rmSync(home, { recursive: true, force: true });
  },
});

/** People whose names are long enough that chance does not write them into encrypted bytes. */
const people = [
  { name: '王晓梅', documentType: 'resident-id', documentNumber: '110101199003071057', phone: '13800138000' },
  { name: '李静怡', documentType: 'resident-id', documentNumber: '310115198512242281', phone: '139 1234 5678' },
  { name: '阿不都热依木•买买提', documentType: 'resident-id', documentNumber: '650102197806153315', phone: '15099887766' },
  {
    // Only characters of the extensions B and later: they print rarely, and are somebody's name.
    name: '𬱖𠮷',
    documentType: 'resident-id',
    documentNumber: '４４０３０５２００１０１３００６４０',
    phone: '+86 18666660001',
  },
  { name: 'Maria Fernandez-Lopez', documentType: 'passport', documentNumber: 'e73 519 402', phone: '13577778888' },
  { name: "Sean O'Brien", documentType: 'passport', documentNumber: 'PK8402217', phone: '13699990000' },
] as const;
const address = '上海市浦东新区世纪大道 100 号 <script>alert("8")</script>';
const secretAddress = '昆明市五华区翠湖南路 17 号';
const occupation = "注册会计师 '; DROP TABLE record; --";

const [wang, li, buyi, rare, maria, sean] = people;
const child = { name: '钱小宝贝', documentType: 'resident-id', documentNumber: '110101201506010029', phone: '13711112222' };
const mother = {
  as: 'guardian',
  name: '钱淑芬',
  documentType: 'resident-id',
  documentNumber: '310115198512242281',
  phone: '13733334444',
  relation: 'parent',
  basis: 'household-register',
};
const wrongDigit = { ...wang, documentNumber: '110101199003071058' };
/** Entry and what must come of it: null for accepted, otherwise the refused fields with their codes. */
const entries: readonly (readonly [unknown, readonly string[] | null])[] = [
  [{ notice: true, fields: wang }, null],
  [{ notice: true, fields: { ...li, address, occupation }, consent: ['address', 'occupation'] }, null],
  [{ notice: true, fields: buyi, consent: ['name', 'favouriteColour', 'address'] }, null],
  [{ notice: true, fields: { ...rare, address: secretAddress } }, null],
  [
    { service: 'professional-plan', language: 'en', notice: true, fields: { ...maria, occupation }, consent: ['occupation'] },
    null,
  ],
  [{ notice: false, fields: sean }, ['notice notice/declined']],
  [{ notice: true, fields: wrongDigit }, ['documentNumber identity/check-character']],
  [{ notice: true, fields: { ...wang, phone: 13800138000 } }, ['phone input/invalid']],
  [null, ['registration input/invalid']],
  [
    { notice: true },
    ['name name/empty', 'documentType forms/required', 'documentNumber forms/document-type-first', 'phone phone/empty'],
  ],
  [{ notice: true, fields: { ...wang, name: '<img src=x onerror=alert(1)>' } }, ['name name/character']],
  [{ notice: true, fields: { ...wang, name: '王晓\n梅' } }, ['name forms/characters']],
  [{ notice: true, fields: { ...wang, name: `王${' '.repeat(3_000)}晓梅` } }, ['name forms/too-long']],
  [{ notice: true, fields: { ...wang, phone: '1'.repeat(100_000) } }, ['phone forms/too-long']],
  [
    { notice: true, fields: { ...wang, documentType: 'driving-licence' } },
    ['documentType forms/choice', 'documentNumber forms/document-type-first'],
  ],
  [{ service: 'nope', notice: true, fields: wang }, ['service forms/service-unknown']],
  [{ notice: true, fields: child }, ['documentNumber forms/guardian-needed']],
  [{ notice: true, fields: child, representative: mother }, null],
  [{ notice: true, fields: wang }, null],
];

interface Line {
  readonly accepted: number;
  readonly refused: number;
  readonly synced: number;
  readonly pending: number;
  readonly results: readonly {
    readonly index: number;
    readonly outcome: string;
    readonly errors: readonly { readonly field: string; readonly code: string }[];
    readonly receipt: { readonly number: number; readonly recordId: string; readonly contentHash: string } | null;
  }[];
}

function needles() {
  const compact = people.flatMap(({ documentNumber, phone }) =>
    [documentNumber.normalize('NFKC'), phone].map((value) => value.replace(/^\+86|\s/gu, '').toUpperCase()),
  );
  const texts = [...people.flatMap(({ name, documentNumber, phone }) => [name, documentNumber, phone]), ...compact];
  const further = ['阿不都热依木·买买提', wrongDigit.documentNumber, '110101 19900307 1057', '138 0013 8000'];
  return textNeedles([
    ...texts,
    ...further,
    child.name,
    child.documentNumber,
    mother.name,
    mother.phone,
    address,
    secretAddress,
    occupation,
    '世纪大道',
    '注册会计师',
  ]);
}

folders('every entry has its result, and nothing readable stays in the files (R4.7, S3, S4)', async ({ folders: where }) => {
  test.setTimeout(180_000);
  writeFileSync(join(where.caller, '登记 list.json'), JSON.stringify(entries.map(([entry]) => entry)));
  const { code, stdout, stderr } = await startRun(['--input', '登记 list.json', '--data', '数 据', '--json'], where).ended;
  expect(code, stderr).toBe(0);
  const lines = stdout.trimEnd().split('\n');
  expect(lines).toHaveLength(1);
  const line: Line = JSON.parse(lines[0] ?? '');
  expect(Object.keys(line)).toEqual(['accepted', 'refused', 'synced', 'pending', 'results']);
  expect(line.results.map(({ index }) => index)).toEqual(entries.map((_entry, index) => index));
  const found = line.results.map(({ outcome, errors }) =>
    outcome === 'accepted' ? null : errors.map((error) => `${error.field} ${error.code}`),
  );
  expect(found).toEqual(entries.map(([, expected]) => expected));
  const accepted = entries.filter(([, expected]) => expected === null).length;
  expect(line).toMatchObject({ accepted, refused: entries.length - accepted, synced: accepted, pending: 0 });
  const receipts = line.results.flatMap(({ receipt }) => receipt ?? []);
  expect(receipts.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(new Set(receipts.map(({ recordId }) => recordId)).size).toBe(accepted);

  const data = join(where.caller, '数 据');
  const service = /in the keychain of this session, service "([^"]+)"/u.exec(stderr)?.[1] ?? '';
  const entry = keyEntry(join(data, 'workstation', 'workstation'), service);
  const key = await entry.getSecret();
  expect(key).toHaveLength(32);
  const scan = scanFolder(data, [...needles(), ...keyNeedles('database key', new Uint8Array(key ?? []))]);
  await entry.deleteCredential();
  expect(scan.hits).toEqual([]);
  expect(scan.files).toBeGreaterThan(8);
  // What a run says may be kept in a log.
  for (const text of people.flatMap(({ name, phone }) => [name, phone])) expect(stdout + stderr).not.toContain(text);
  expect(readdirSync(where.passing)).toEqual([]);
});

const played = [
  ['confirmed', 'verified'],
  ['refused, told, corrected', 'refuted (name-differs)', 'told by SMS', 'told in person', 'verified'],
  ['offline, confirmed later', 'pending', 'verified'],
  ['code by SMS', 'contact/code-wrong', 'confirmed', 'verified'],
  ['telephone', 'pending', 'confirmed', 'verified'],
  [
    'repeated failure, restriction, release',
    ...Array.from({ length: 3 }, () => 'refuted (name-differs)'),
    'restricted',
    'restriction/check-needed',
    'further check passed',
    'released',
    'verified',
  ],
  ['query', 'complete copy', 'closed'],
  ['correction', 'checked', 'applied', 'closed'],
];

folders(
  'the demonstration of verification plays as it says, and nothing readable stays in its files (R3.1–R3.7, R8.1–R8.3)',
  async ({ folders: where }) => {
    test.setTimeout(400_000);
    const { code, stdout, stderr } = await startRun(['--scenario', 'verification', '--data', 'data', '--json'], where).ended;
    expect(code, stderr).toBe(0);
    const { scenario, parts } = JSON.parse(stdout);
    expect(scenario).toBe('verification');
    expect(parts).toEqual(played.map(([part, ...seen]) => ({ part, seen })));
    for (const [part, ...seen] of played) expect(stderr).toContain(`${part}: ${seen.join(' → ')}`);
    const scan = scanFolder(
      join(where.caller, 'data'),
      textNeedles(['段正平', '高文宣', '何知秋', '13800138017', '13900139017']),
    );
    expect(scan.hits).toEqual([]);
    expect(readdirSync(where.passing)).toEqual([]);
  },
);

folders('an input that is no list is said in one sentence, and nothing is started', async ({ folders: where }) => {
  writeFileSync(join(where.caller, 'input.json'), '{"notice":true}');
  const { code, stdout, stderr } = await startRun(['--input', 'input.json', '--data', 'data', '--json'], where).ended;
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^.+does not hold a list of registrations\.\nUsage: .+\n$/u);
  expect(readdirSync(where.caller)).toEqual(['input.json']);
});

if (process.platform !== 'win32') {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    folders(`${signal} in the middle ends everything it started`, async ({ folders: where }) => {
      const list = Array.from({ length: 50 }, (_, seed) => ({ notice: true, fields: makePerson(seed) }));
      const plain = list.map(({ notice, fields: { birthDate: _date, sex: _sex, ...fields } }) => ({ notice, fields }));
      writeFileSync(join(where.caller, 'input.json'), JSON.stringify(plain));
      const run = startRun(['--input', 'input.json', '--json'], where);
      await run.said('#  1 accepted');
      run.child.kill(signal);
      const { code, stdout, stderr } = await run.ended;
      expect(code).toBe(signal === 'SIGINT' ? 130 : 143);
      expect(stdout).toBe('');
      expect(stderr.trimEnd().split('\n').at(-1)).toBe(`Stopped by ${signal}.`);
      // The folder with every socket, store and browser profile of the run is gone, and with it whoever used it.
      expect(readdirSync(where.passing)).toEqual([]);
    });
  }
}
