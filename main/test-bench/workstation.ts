// For tests only: a workstation on real files, with a clock that stands still until it is moved and timers that run when asked.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { type App, createApp } from '#main/app/create-app.ts';
import { dataFolder } from '#main/kernel/data-folder.ts';
import { httpDocumentReader } from '#main/kernel/http-document-reader.ts';
import { readKeyInfo } from '#main/kernel/keys/key-info.ts';
import type { MachinePorts } from '#main/ports/app-ports.ts';
import { type KeyStore, KeyStoreFailure, type KeyStoreProblem } from '#main/ports/key-store.ts';
import type { InstalledPrinter, PdfOutcome, Printer, PrintOutcome } from '#main/ports/printer.ts';
import type { EnrolmentOrder } from '#main/ports/worker-messages.ts';
import { openStore } from '#main/store/open.ts';
import type { Client } from '#src/contract/ipc/define.ts';
import type { Calls } from '#src/contract/ipc/index.ts';
import { type AuditEvent, auditEvent } from '#src/domain/audit/events.ts';
import type { Policy } from '#src/domain/policy/schema.ts';
import type { PdfJob, PrintJob } from '#src/domain/printing/schema.ts';
import { randomBytes, randomId, randomNonce } from '#src/node/crypto/random.ts';
import { FakeServer } from './fake-server.ts';
import { passphrase, subject, type TestOrganisation, testOrganisation } from './organisation.ts';

/** A keychain in memory that can be absent, locked, forgetful or wrong. */
export class FakeKeychain implements KeyStore {
  backend = 'fake';
  readonly entries = new Map<string, Uint8Array<ArrayBuffer>>();
  problem: KeyStoreProblem | null = null;

  async read(account: string) {
    if (this.problem !== null) throw new KeyStoreFailure(this.problem);
    return this.entries.get(account)?.slice() ?? null;
  }
  async write(account: string, secret: Uint8Array) {
    if (this.problem !== null) throw new KeyStoreFailure(this.problem);
    this.entries.set(account, new Uint8Array(secret));
  }
}

/** A printer that does what a test says: print, fail, cancel, be missing, or never answer (`null`). */
export class FakePrinter implements Printer {
  readonly papers: PrintJob[] = [];
  readonly files: PdfJob[] = [];
  outcome: PrintOutcome | null = { outcome: 'printed' };
  pdf: PdfOutcome | Error = { outcome: 'saved' };
  installed: readonly InstalledPrinter[] = [{ name: 'counter', displayName: 'Counter printer' }];

  /** Called when a page is out and nobody has been told yet. */
  beforeAnswer: () => void = () => undefined;

  async print(job: PrintJob): Promise<PrintOutcome> {
    this.beforeAnswer();
    if (this.outcome === null) return new Promise(() => undefined);
    if (this.outcome.outcome === 'printed') this.papers.push(job);
    return this.outcome;
  }
  async savePdf(job: PdfJob): Promise<PdfOutcome> {
    if (this.pdf instanceof Error) throw this.pdf;
    if (this.pdf.outcome === 'saved') this.files.push(job);
    return this.pdf;
  }
  async printers(): Promise<readonly InstalledPrinter[]> {
    return this.installed;
  }
}

type OrPromise<T> = T | Promise<T>;

interface Task {
  readonly dueMs: number;
  readonly run: () => void;
}

/** Longer than any wait between two attempts to reach the server. */
const rareFromMs = 30 * 60_000;

export class FakeTime {
  /** What the workstation's clock shows. */
  clockMs = Date.UTC(2026, 10, 24, 8);
  /** What really passed. */
  monotonicMs = 1_000;
  tasks: Task[] = [];
  /** What runs again and again; run by `tick`. */
  readonly ticking = new Set<() => void>();
  /** Housekeeping, apart from what happens from minute to minute. */
  rareTasks: Task[] = [];

  /** The server's clock: right, whatever the workstation's shows. */
  get serverMs(): number {
    return Date.UTC(2026, 10, 24, 8) + this.monotonicMs - 1_000;
  }

  advance(ms: number): void {
    this.clockMs += ms;
    this.monotonicMs += ms;
  }

  tick(): void {
    for (const run of this.ticking) run();
  }

  /** Moves to the next timer and runs it. */
  fireNext(): number {
    const next = this.tasks.toSorted((a, b) => a.dueMs - b.dueMs)[0];
    if (next === undefined) throw new Error('no timer is set');
    const delayMs = next.dueMs - this.monotonicMs;
    this.tasks = this.tasks.filter((task) => task !== next);
    this.advance(Math.max(0, delayMs));
    next.run();
    return delayMs;
  }

  /** Runs what is done every hour or less often. */
  fireRare(): void {
    const due = this.rareTasks;
    this.rareTasks = [];
    this.advance(Math.max(0, ...due.map(({ dueMs }) => dueMs - this.monotonicMs)));
    for (const { run } of due) run();
  }

  ports(): Pick<MachinePorts, 'clock' | 'timers'> {
    return {
      clock: {
        nowMs: () => this.clockMs,
        monotonicMs: () => this.monotonicMs,
      },
      timers: {
        after: (delayMs, run) => {
          const task = { dueMs: this.monotonicMs + delayMs, run };
          if (delayMs >= rareFromMs) this.rareTasks.push(task);
          else this.tasks.push(task);
          return () => {
            this.tasks = this.tasks.filter((other) => other !== task);
            this.rareTasks = this.rareTasks.filter((other) => other !== task);
          };
        },
        every: (_periodMs, run) => {
          this.ticking.add(run);
          return () => void this.ticking.delete(run);
        },
      },
    };
  }
}

export class TestWorkstation {
  readonly organisation: TestOrganisation;
  readonly dataDir: string;
  readonly keychain = new FakeKeychain();
  readonly printer = new FakePrinter();
  readonly time = new FakeTime();
  readonly server: FakeServer;
  readonly events: string[] = [];
  readonly log: string[] = [];
  fraction = 0.5;
  readerOrder: MachinePorts['readerOrder'] = null;
  /** How long a reader's service is waited for. */
  readerTimeoutMs = 400;
  /** Whether the screen may ask for the camera now. */
  isCameraAllowed = false;
  freeMebibytes: number | null = 100_000;
  /** What is answered when a place for a medium is asked. */
  place: string | null = null;
  /** What is answered when a place for a PDF is asked. */
  placeOfPdf: (proposed: string) => Promise<string | null> = async (proposed) => proposed;
  #app: App | null = null;

  /**
   * @param server shared with another workstation; a new one when absent
   * @param disk folder in which it keeps its own; absent, the one of the test run
   */
  constructor(organisation: TestOrganisation, server?: FakeServer, disk = process.env.COUNTERSIGN_TEST_DISK ?? tmpdir()) {
    this.organisation = organisation;
    this.dataDir = join(mkdtempSync(join(disk, 'workstation-')), 'data');
    this.server = server ?? new FakeServer(organisation.configuration, () => this.time.serverMs);
  }

  get app(): App {
    if (this.#app === null) throw new Error('not started');
    return this.#app;
  }

  get order(): EnrolmentOrder {
    return { address: 'http://127.0.0.1:1', code: this.server.code, name: 'Counter 1' };
  }

  machine(): MachinePorts {
    return {
      ...this.time.ports(),
      random: { bytes: randomBytes, id: randomId, nonce: randomNonce, fraction: () => this.fraction },
      keyStore: this.keychain,
      disk: { freeMebibytes: () => this.freeMebibytes },
      serverLink: this.server,
      printer: this.printer,
      media: {
        choosePlace: async ({ fileName }) => (fileName.endsWith('.pdf') ? this.placeOfPdf(fileName) : this.place),
      },
      systemProxy: { find: async () => null },
      camera: {
        allow: async (isAllowed) => {
          this.isCameraAllowed = isAllowed;
        },
      },
      readerAt: (address) => httpDocumentReader(address, this.readerTimeoutMs),
      readerOrder: this.readerOrder,
      log: {
        write: (event, detail) => void this.log.push(JSON.stringify({ event, ...detail })),
        tail: () => this.log.join('\n'),
      },
    };
  }

  async start(enrol?: EnrolmentOrder): Promise<void> {
    const options = { dataDir: this.dataDir, appVersion: '0.0.0', isEvaluation: false };
    this.#app = createApp(enrol === undefined ? options : { ...options, enrol }, this.machine());
    this.#app.onEvent((event) => void this.events.push(event));
    await this.#app.start();
  }

  async restart(): Promise<void> {
    await this.app.close();
    await this.start();
  }

  /** The audit trail as it is on the disk; the application is closed for it. */
  async closedTrail(): Promise<readonly AuditEvent[]> {
    await this.#app?.close();
    const folder = dataFolder(this.dataDir);
    const info = readKeyInfo(folder.keyInfo);
    if (info === null || info === 'unreadable') throw new Error('no key-info');
    const key = this.keychain.entries.get(`database-key ${info.keyId}`) ?? new Uint8Array();
    const store = openStore({ path: folder.database, cipher: info.cipher, key });
    const rows = store.all(z.object({ event: z.string() }), 'SELECT event FROM audit ORDER BY sequence');
    store.close();
    return rows.map((row) => auditEvent.parse(JSON.parse(row.event)));
  }

  async remove(): Promise<void> {
    await this.#app?.close();
    rmSync(join(this.dataDir, '..'), { recursive: true, force: true });
  }

  /** The calls with the contract's types. */
  get api(): Client<Calls> {
    const call = (name: string) => (input: unknown) => this.app.call(name, input);
    return new Proxy({}, { get: (_target, name) => call(String(name)) }) as Client<Calls>;
  }

  signIn(number = 'clerk') {
    return this.api['staff.signIn']({ number, passphrase });
  }

  async begin(): Promise<string> {
    const shown = { serviceId: 'core', noticeId: 'notice', noticeVersion: 3, language: 'zh-CN' } as const;
    return unwrap(await this.api['consent.accept'](shown)).registrationId;
  }

  async review(registrationId: string, values: Record<string, string> = subject) {
    const input = { registrationId, values, checks: ['original', 'same-person'] };
    // The made-up subject comes again and again; a clerk would compare and say so.
    const { documentType: type, documentNumber: number } = subject;
    const same = await this.api['registration.sameDocument']({ registrationId, type, number } as never);
    const acknowledged = same.ok ? same.value.items.map((item) => item.registrationId) : [];
    return this.app.call('registration.review', { ...input, acknowledged });
  }

  /** One complete registration. @returns its record id */
  async register(): Promise<string> {
    const registrationId = await this.begin();
    unwrap(await this.review(registrationId));
    unwrap(await this.app.call('registration.submit', { registrationId }));
    return registrationId;
  }

  async queue() {
    return unwrap(await this.api['sync.queue']({ state: null, limit: 200, before: null })).items;
  }
}

let usual: Promise<TestOrganisation> | null = null;

/** The same for every test of a file. @param change what its policy says differently */
export async function usualOrganisation(change: Partial<Policy> = {}): Promise<TestOrganisation> {
  usual ??= testOrganisation();
  const { configuration, ...keys } = await usual;
  return { ...keys, configuration: { ...configuration, policy: { ...configuration.policy, ...change } } };
}

export async function enrolledWorkstation(organisation: OrPromise<TestOrganisation> = usualOrganisation()) {
  const workstation = new TestWorkstation(await organisation);
  await workstation.start(workstation.order);
  return workstation;
}

/** Enrolled, with the clerk signed in. */
export async function signedInWorkstation(organisation?: OrPromise<TestOrganisation>): Promise<TestWorkstation> {
  const workstation = await enrolledWorkstation(organisation);
  unwrap(await workstation.signIn());
  return workstation;
}

/** The value of a Result that must be a yes. */
export function unwrap<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** The code of a Result that must be a no. */
export function refusalOf(result: { readonly ok: boolean; readonly error?: { readonly code: string } }): string {
  return result.ok ? 'ok' : (result.error?.code ?? '');
}
