// How long a durable save takes: the draft while typing, and the submission. The whole program runs on real files, called as the
// screens call it; only the way through Electron is not in it. Held against the disk's own fdatasync of as many bytes.
import { Store } from '#main/store/store.ts';
import { testOrganisation } from '#main/test-bench/organisation.ts';
import { TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import { type DiskLog, inBlocks, openDiskLog } from '#scripts/bench/disk.ts';
import { atMostTimes, type BenchContext, type Figure, type Measurement, roundsOf } from '#scripts/bench/figure.ts';
import { quantile, summarise, timed } from '#scripts/bench/statistics.ts';
import { makePerson } from '#test/support/sample-people.ts';

const limit = 2;

/** What the store did since the last look: time of each transaction, time emptying the log, bytes of the first one's entry in the journal. */
class StoreWatch {
  readonly #undo: () => void;
  writesMs: number[] = [];
  checkpointMs = 0;
  journalBytes = 0;

  constructor() {
    const { write, checkpoint } = Store.prototype;
    const watch = this;
    Store.prototype.write = function watched(work) {
      const before = this.journal?.bytes ?? 0;
      const from = performance.now();
      const value = write.call(this, work);
      watch.writesMs.push(performance.now() - from);
      // What is flushed, and what an acknowledgement rests on.
      if (watch.writesMs.length === 1) watch.journalBytes = (this.journal?.bytes ?? 0) - before;
      return value as never;
    };
    Store.prototype.checkpoint = function watched() {
      const from = performance.now();
      const isDone = checkpoint.call(this);
      watch.checkpointMs += performance.now() - from;
      return isDone;
    };
    this.#undo = () => Object.assign(Store.prototype, { write, checkpoint });
  }

  reset(): void {
    this.writesMs = [];
    this.checkpointMs = 0;
    this.journalBytes = 0;
  }

  end(): void {
    this.#undo();
  }
}

interface Bench {
  readonly workstation: TestWorkstation;
  readonly watch: StoreWatch;
  readonly disk: DiskLog;
  readonly rounds: number;
}

function against(name: string, samples: readonly number[], disk: readonly number[], bytes: number): Figure {
  const [subject, reference] = [summarise(samples), summarise(disk)];
  const size = `${inBlocks(bytes) / 1_024} KiB`;
  return {
    name,
    subject,
    reference: { name: `fdatasync of ${size}`, summary: reference },
    verdict: atMostTimes(subject, reference, limit),
  };
}

function explaining(name: string, samples: readonly number[]): Figure {
  return { name, subject: summarise(samples), reference: null, verdict: null };
}

/** The draft that is kept a moment after each change. */
async function measureDrafts({ workstation, watch, disk, rounds }: Bench): Promise<readonly Figure[]> {
  const registrationId = await workstation.begin();
  const call = async (round: number) => {
    const { birthDate: _date, sex: _sex, ...values } = makePerson(round);
    unwrap(await workstation.app.call('registration.save', { registrationId, values }));
  };
  await call(-1);
  watch.reset();
  await call(-2);
  const bytes = watch.journalBytes;
  const saved: number[] = [];
  const synced: number[] = [];
  for (let round = 0; round < rounds; round++) {
    saved.push(await timed(() => call(round)));
    synced.push(disk.append(bytes));
  }
  unwrap(await workstation.app.call('registration.discard', { registrationId }));
  return [against('save: draft, whole call', saved, synced, bytes)];
}

/** One submission after another; its transaction is what makes the record durable, the rest is told apart. */
async function measureSubmissions({ workstation, watch, disk, rounds }: Bench): Promise<readonly Figure[]> {
  const samples = { call: [] as number[], write: [] as number[], checkpoint: [] as number[], other: [] as number[] };
  const synced: number[] = [];
  const flushed: number[] = [];
  for (let round = -5; round < rounds; round++) {
    const registrationId = await workstation.begin();
    unwrap(await workstation.review(registrationId));
    watch.reset();
    const callMs = await timed(async () => unwrap(await workstation.app.call('registration.submit', { registrationId })));
    const [writeMs = Number.NaN, ...laterMs] = watch.writesMs;
    const { checkpointMs, journalBytes } = watch;
    // The line is down without delay here: that the attempt to send it was in vain is written before a network could have answered.
    const clerkMs = callMs - laterMs.reduce((sum, ms) => sum + ms, 0);
    // Each is held against as many blocks as it had flushed itself.
    const diskMs = disk.append(journalBytes);
    if (round < 0) continue;
    flushed.push(journalBytes);
    samples.call.push(clerkMs);
    samples.write.push(writeMs);
    samples.checkpoint.push(checkpointMs);
    samples.other.push(clerkMs - checkpointMs - writeMs);
    synced.push(diskMs);
  }
  return [
    against('save: submission, its transaction', samples.write, synced, quantile(flushed, 0.5)),
    explaining('save: submission, checks and sealing', samples.other),
    explaining('save: submission, emptying the log', samples.checkpoint),
    explaining('save: submission, until the clerk is told', samples.call),
  ];
}

async function run(context: BenchContext): Promise<readonly Figure[]> {
  const workstation = new TestWorkstation(await testOrganisation());
  const watch = new StoreWatch();
  const disk = openDiskLog(context.folder);
  try {
    await workstation.start(workstation.order);
    workstation.server.mode = 'down';
    unwrap(await workstation.signIn());
    const bench = { workstation, watch, disk, rounds: roundsOf(context, 300, 100) };
    return [...(await measureDrafts(bench)), ...(await measureSubmissions(bench))];
  } finally {
    watch.end();
    disk.close();
    await workstation.remove();
  }
}

export const save: Measurement = { name: 'save', title: 'durable save against the disk', opensApplication: false, run };
