// Damage to one file of a workstation at a time, at random: bits, pages, ends. What was acknowledged has to be there again, by itself or
// after the way out that the page of the trouble offers; and where two files are damaged, whatever is missing has to be told.
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { findBrokenLink } from '#main/kernel/audit/trail.ts';
import { dataFolder } from '#main/kernel/data-folder.ts';
import { findGenerations } from '#main/store/generations.ts';
import { openStore } from '#main/store/open.ts';
import { subject, testOrganisation } from '#main/test-bench/organisation.ts';
import { TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import { Dice } from '#test/support/monkey/dice.ts';

export interface DamageRun {
  readonly seed: number;
  readonly trials: number;
}

export interface DamageReport {
  readonly acknowledged: number;
  /** What happened, by file and damage. */
  readonly tried: ReadonlyMap<string, number>;
  readonly endings: ReadonlyMap<string, number>;
  readonly faults: readonly string[];
  readonly seconds: number;
}

const pageBytes = 4096;
const dayMs = 86_400_000;

/** A day of work over two generations, as a kill leaves it. */
class Prepared {
  readonly workstation: TestWorkstation;
  readonly ids: string[] = [];
  draft = '';
  #files = new Map<string, Uint8Array>();
  #entries = new Map<string, Uint8Array<ArrayBuffer>>();
  #head: unknown;

  constructor(workstation: TestWorkstation) {
    this.workstation = workstation;
  }

  get folder() {
    return dataFolder(this.workstation.dataDir);
  }

  async make(): Promise<void> {
    const { workstation } = this;
    await workstation.start(workstation.order);
    await this.#work(3);
    workstation.time.advance(dayMs + 1);
    workstation.time.fireRare();
    while (findGenerations(this.folder.generations).length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await this.#work(4);
    workstation.time.advance(10_000);
    unwrap(await workstation.api['sync.now']({}));
    // The keychain learns the head after the attempt has ended.
    await new Promise((resolve) => setImmediate(resolve));
    this.#entries = new Map(workstation.keychain.entries);
    this.#head = structuredClone(workstation.server.knownHead);
    for (const name of readdirSync(workstation.dataDir)) this.#files.set(name, readFileSync(join(workstation.dataDir, name)));
    await workstation.app.close();
  }

  async #work(records: number): Promise<void> {
    const { workstation } = this;
    unwrap(await workstation.signIn());
    workstation.server.mode = 'up';
    for (let done = 0; done < records; done++) {
      this.ids.push(await workstation.register());
      workstation.server.mode = 'down';
    }
    this.draft = await workstation.begin();
    unwrap(await workstation.app.call('registration.save', { registrationId: this.draft, values: { name: subject.name } }));
  }

  /** Files, keychain and server as they were. */
  putBack(): void {
    const { workstation } = this;
    for (const name of readdirSync(workstation.dataDir)) rmSync(join(workstation.dataDir, name), { recursive: true });
    for (const [name, bytes] of this.#files) writeFileSync(join(workstation.dataDir, name), bytes);
    workstation.keychain.entries.clear();
    for (const [account, secret] of this.#entries) workstation.keychain.entries.set(account, secret);
    workstation.server.knownHead = structuredClone(this.#head) as typeof workstation.server.knownHead;
    workstation.server.mode = 'up';
  }

  files(): ReadonlyMap<string, string> {
    const [older, newer] = findGenerations(this.folder.generations);
    if (older === undefined || newer === undefined) throw new Error('two generations were made');
    return new Map([
      ['store', this.folder.database],
      ['log', `${this.folder.database}-wal`],
      ['older snapshot', older.snapshot],
      ['older journal', older.journal],
      ['newer snapshot', newer.snapshot],
      ['newer journal', newer.journal],
    ]);
  }

  /** What is missing or wrong, of a program that is ready. */
  async compare(): Promise<readonly string[]> {
    const { workstation } = this;
    unwrap(await workstation.signIn());
    const held = new Set((await workstation.queue()).map(({ recordId }) => recordId as string));
    const missing = this.ids.filter((id) => !held.has(id)).map((id) => `record ${id} is gone`);
    const taken = await workstation.app.call('registration.resume', { registrationId: this.draft });
    const values = taken.ok ? (taken.value as { readonly values: { readonly name?: string } }).values : {};
    if (values.name !== subject.name) missing.push('the draft is gone');
    const overview = unwrap(await workstation.api['sync.now']({}));
    if (overview.waiting > 0 || overview.copyAlarm !== null) missing.push(`after sending: ${JSON.stringify(overview)}`);
    return missing;
  }

  brokenLink(): number | null {
    const [key = new Uint8Array()] = this.workstation.keychain.entries.values();
    const store = openStore({ path: this.folder.database, cipher: 'aegis', key });
    try {
      return findBrokenLink(store);
    } finally {
      store.close();
    }
  }
}

function flipBit(path: string, dice: Dice): void {
  const at = dice.below(statSync(path).size);
  const file = openSync(path, 'r+');
  const byte = new Uint8Array(1);
  readSync(file, byte, 0, 1, at);
  byte[0] = (byte[0] ?? 0) ^ (1 << dice.below(8));
  writeSync(file, byte, 0, 1, at);
  closeSync(file);
}

function clearPage(path: string, dice: Dice): void {
  const { size } = statSync(path);
  const at = dice.below(Math.ceil(size / pageBytes)) * pageBytes;
  const file = openSync(path, 'r+');
  writeSync(file, new Uint8Array(Math.min(pageBytes, size - at)), 0, Math.min(pageBytes, size - at), at);
  closeSync(file);
}

const damages: Readonly<Record<string, (path: string, dice: Dice) => void>> = {
  'a bit': flipBit,
  'some bits': (path, dice) => {
    for (let count = 2 + dice.below(6); count > 0; count--) flipBit(path, dice);
  },
  'a page of zeros': clearPage,
  'cut off': (path, dice) => truncateSync(path, dice.below(statSync(path).size)),
  gone: (path) => rmSync(path),
};

interface Trial {
  readonly name: string;
  /** Nothing may be missing; otherwise what is missing has to be told. */
  readonly isSingle: boolean;
}

function damage(prepared: Prepared, dice: Dice): Trial {
  const files = [...prepared.files()];
  const isSingle = dice.chance(0.8);
  const chosen = isSingle ? [dice.pick(files)] : [dice.pick(files), dice.pick(files)];
  const names = chosen.map(([name, path]) => {
    const [what, apply] = dice.pick(Object.entries(damages));
    if (statSync(path, { throwIfNoEntry: false }) !== undefined) apply(path, dice);
    return `${name}: ${what}`;
  });
  return { name: names.join(', '), isSingle };
}

/** Through the trouble, as far as the page leads. @returns how it ended */
async function start(prepared: Prepared): Promise<string> {
  const { workstation } = prepared;
  await workstation.start();
  const status = unwrap(await workstation.api['startup.status']({}));
  if (status.phase === 'ready') return 'opened';
  if (!status.isRestorable) return status.trouble?.code ?? 'no trouble';
  const restored = await workstation.api['startup.restore']({});
  if (!restored.ok) return restored.error.code;
  return restored.value.phase === 'ready' ? 'rebuilt' : (restored.value.trouble?.code ?? 'no trouble');
}

async function tryOne(
  prepared: Prepared,
  { isSingle }: Trial,
): Promise<{ readonly ending: string; readonly faults: readonly string[] }> {
  const ending = await start(prepared);
  const isReady = ending === 'opened' || ending === 'rebuilt';
  try {
    if (isReady) {
      const missing = await prepared.compare();
      await prepared.workstation.app.close();
      const broken = prepared.brokenLink();
      return { ending, faults: [...missing, ...(broken === null ? [] : [`the audit chain is broken at ${broken}`])] };
    }
    const isTold = ['store/rolled-back', 'recovery/not-restorable', 'store/corrupt', 'store/missing'].includes(ending);
    return { ending, faults: isSingle || !isTold ? [`ended in ${ending}`] : [] };
  } finally {
    await prepared.workstation.app.close();
  }
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

export async function runDamage({ seed, trials }: DamageRun): Promise<DamageReport> {
  const from = performance.now();
  const dice = new Dice(seed);
  const prepared = new Prepared(new TestWorkstation(await testOrganisation()));
  const [tried, endings] = [new Map<string, number>(), new Map<string, number>()];
  const faults: string[] = [];
  try {
    await prepared.make();
    for (let done = 0; done < trials; done++) {
      prepared.putBack();
      const trial = damage(prepared, dice);
      const { ending, faults: found } = await tryOne(prepared, trial);
      count(tried, trial.isSingle ? trial.name : 'two files');
      count(endings, trial.isSingle ? ending : `two files: ${ending}`);
      faults.push(...found.map((fault) => `trial ${done + 1}, ${trial.name}: ${fault}`));
    }
  } finally {
    await prepared.workstation.remove();
  }
  return { acknowledged: prepared.ids.length, tried, endings, faults, seconds: (performance.now() - from) / 1_000 };
}
