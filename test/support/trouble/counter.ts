// One counter that troubles happen to: its application can be closed, killed and started again on the same data, in another
// environment, while its server and its line stay.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type {} from '#renderer/bridge/api.ts';
import { QueueScreen } from '#test/support/screens/queue-screen.ts';
import { RegistrationScreen } from '#test/support/screens/registration-screen.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';
import type { OrganisationChange } from '#test/support/server-process.ts';
import { openWorkplace, openWorkstation, type Workplace, type Workstation } from '#test/support/workplace.ts';
import { serverRecords } from './server-records.ts';

type Environment = Readonly<Record<string, string>>;
type Member = { readonly number: string; readonly passphrase: string };
export type Person = Readonly<Record<'name' | 'documentType' | 'documentNumber' | 'phone', string>>;

/** What a trouble must not change. The log and the lock are the program's own traces of having been started. */
const ownTraces = /^workstation\.(log(\.1)?|lock)$/;

export class Counter {
  readonly workplace: Workplace;
  /** Everything the local program writes; Chromium's own files lie beside it. */
  readonly workstationDir: string;
  readonly #clerk: Member;
  #station: Workstation | null;

  private constructor(workplace: Workplace, clerk: Member) {
    this.workplace = workplace;
    this.workstationDir = join(workplace.workstation.dataDir, 'workstation');
    this.#clerk = clerk;
    this.#station = workplace;
  }

  /** Enrolled or enrolling, its screen open. */
  static async open(dataDir: string, clerk: Member, env: Environment = {}, change?: OrganisationChange): Promise<Counter> {
    return new Counter(await openWorkplace({ dataDir, env, change }), clerk);
  }

  get page(): Page {
    if (this.#station === null) throw new Error('the application is closed');
    return this.#station.page;
  }
  get database(): string {
    return join(this.workstationDir, 'workstation.db');
  }
  get link() {
    return this.workplace.link;
  }

  async start(env: Environment = {}): Promise<void> {
    const { dataDir, keychainService, env: usual } = this.workplace.workstation;
    this.#station = await openWorkstation({ dataDir, keychainService, env: { ...usual, ...env } });
  }

  async close(): Promise<void> {
    const station = this.#station;
    this.#station = null;
    await station?.app.close();
  }

  /** Ends the application as a power cut would. */
  async kill(): Promise<void> {
    const station = this.#station;
    this.#station = null;
    if (station === null) return;
    const child = station.app.process();
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await ended;
    }
  }

  async end(): Promise<void> {
    await this.kill();
    await this.link.cut();
    await this.workplace.server.stop();
  }

  signIn(member: Member = this.#clerk): Promise<void> {
    return new SignInScreen(this.page).signIn(member.number, member.passphrase);
  }

  /** Up to the checklist, ready to submit. */
  async fill(person: Person): Promise<RegistrationScreen> {
    await this.page.locator('#nav-capture').click();
    const screen = new RegistrationScreen(this.page);
    await screen.begin();
    await screen.chooseService(null);
    await screen.acceptNotice();
    await screen.choose('documentType', person.documentType);
    for (const name of ['name', 'documentNumber', 'phone'] as const) await screen.type(name, person[name]);
    expect(await screen.proceedToReview()).toEqual([]);
    await screen.tickEveryCheck();
    return screen;
  }

  /** @returns the record's id */
  async register(person: Person): Promise<string> {
    return (await this.fill(person)).submit();
  }

  /** Its own calm page with its code; trying again in vain keeps it. */
  async expectTrouble(code: string): Promise<void> {
    const trouble = this.page.locator(`[data-screen="trouble"][data-code="${code}"]`);
    await expect(trouble).toBeVisible();
    await this.page.locator('#trouble-retry').click();
    // Joins the start that the button began, or follows it: when this answers, nothing is touching the files.
    const answer = await this.page.evaluate(() => window.bridge.call('startup.retry', {}));
    expect(answer).toMatchObject({ ok: true, value: { phase: 'trouble', trouble: { code } } });
    await expect(trouble.locator('#trouble-retry')).toBeEnabled();
    await expect(this.page.locator('.trouble-code')).toHaveText(code);
    for (const text of ['.trouble-kept', 'h1']) await expect(trouble.locator(text)).not.toBeEmpty();
  }

  async retry(): Promise<void> {
    await this.page.locator('#trouble-retry').click();
    await expect(this.page.locator('[data-screen="sign-in"]')).toBeVisible();
  }

  /** By the status bar, without leaving the page that is shown. */
  async expectWaitingCount(count: number): Promise<void> {
    await expect(this.page.locator('#status-waiting')).toHaveAttribute('data-count', String(count));
  }

  async expectWaiting(recordIds: readonly string[]): Promise<void> {
    const queue = new QueueScreen(this.page);
    await queue.open();
    await expect(this.page.locator('tr[data-record-id]')).toHaveCount(recordIds.length);
    const waiting = (await queue.rows()).filter(({ state }) => state === 'waiting');
    expect(waiting.map(({ recordId }) => recordId).toSorted()).toEqual(recordIds.toSorted());
  }

  /** Of every record kept here, in whatever state. */
  async recordIds(): Promise<readonly string[]> {
    const queue = new QueueScreen(this.page);
    await queue.open();
    await this.page.locator('tr[data-record-id]').first().waitFor();
    return (await queue.rows()).map(({ recordId }) => recordId);
  }

  /** Each has a verified receipt here and stands once in the server's database, and nothing else does. */
  async expectSynced(recordIds: readonly string[]): Promise<void> {
    const queue = new QueueScreen(this.page);
    await queue.open();
    const receipts = await queue.waitForReceipts(recordIds.length, 20_000);
    const expected = recordIds.toSorted();
    expect([...receipts.keys()].toSorted()).toEqual(expected);
    for (const id of expected) await expect(this.page.locator(`tr[data-record-id="${id}"][data-receipt-hash]`)).toBeVisible();
    expect(await serverRecords(this.workplace.serverDataDir, this.workplace.secrets)).toEqual(expected);
  }

  /** Name and hash of every file that must survive a trouble as it is. */
  files(): Readonly<Record<string, string>> {
    const names = readdirSync(this.workstationDir).filter((name) => !ownTraces.test(name));
    return Object.fromEntries(
      names.toSorted().map((name) => {
        const content = readFileSync(join(this.workstationDir, name));
        return [name, `${content.length} ${createHash('sha256').update(content).digest('hex')}`];
      }),
    );
  }
}
