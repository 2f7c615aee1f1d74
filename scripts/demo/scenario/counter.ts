// One counter of a demonstration: registrations are typed into the real screens; what follows is asked of the program in the same calls
// the screens make. Everything is answered by the real server, the real agent and the simulated providers.
import { setTimeout as sleep } from 'node:timers/promises';
import { demonstrationStaff } from '#server/demo/staff.ts';
import type { Result } from '#src/base/result.ts';
import type { CallError, Client } from '#src/contract/ipc/define.ts';
import type { CallName, Calls } from '#src/contract/ipc/index.ts';
import type { Role } from '#src/domain/access/roles.ts';
import type { SamplePerson } from '#test/support/sample-people.ts';
import { RegistrationScreen } from '#test/support/screens/registration-screen.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';
import type { Workplace } from '#test/support/workplace.ts';

type Input<N extends CallName> = Parameters<Client<Calls>[N]>[0];
type Output<N extends CallName> = Extract<Awaited<ReturnType<Client<Calls>[N]>>, { ok: true }>['value'];

const patienceMs = 90_000;

/** Somebody of the demonstration organisation who may work. */
export function staffOf(role: Role) {
  const person = demonstrationStaff.find((one) => one.role === role && one.remark === null);
  if (person === undefined) throw new Error(`the demonstration has no ${role}`);
  return person;
}

export class DemoCounter {
  readonly workplace: Workplace;
  #at: Role | null = null;

  constructor(workplace: Workplace) {
    this.workplace = workplace;
  }

  /** Signs in as somebody of this role, and proves at the server who that is. */
  async become(role: Role): Promise<void> {
    const { page } = this.workplace;
    if (this.#at === role) return;
    if (this.#at !== null) await page.locator('#sign-out').click();
    this.#at = role;
    const { number, passphrase } = staffOf(role);
    await new SignInScreen(page).signIn(number, passphrase);
  }

  /** @throws Error with the code when the program refuses */
  async call<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
    const answer = await this.ask(name, input);
    if (!answer.ok) throw new Error(`${name}: ${answer.error.code}`);
    return answer.value;
  }

  async ask<N extends CallName>(name: N, input: Input<N>): Promise<Result<Output<N>, CallError<Calls[N]>>> {
    const asked = { name, input };
    const answer = await this.workplace.page.evaluate(({ name, input }) => window.bridge.call(name, input), asked);
    return answer as Result<Output<N>, CallError<Calls[N]>>;
  }

  /** Types one registration up to the filled form. @param name as the clerk writes it, right or wrong */
  async fill(person: SamplePerson, name = person.name): Promise<RegistrationScreen> {
    await this.workplace.page.locator('#nav-capture').click();
    const screen = new RegistrationScreen(this.workplace.page);
    await screen.begin();
    await screen.chooseService(null);
    await screen.acceptNotice();
    await screen.type('name', name);
    await screen.choose('documentType', person.documentType);
    await screen.type('documentNumber', person.documentNumber);
    await screen.type('phone', person.phone);
    return screen;
  }

  /** Reviews and submits what is filled in. @returns the record */
  async finish(screen: RegistrationScreen): Promise<string> {
    const [error] = await screen.proceedToReview();
    if (error !== undefined) throw new Error(`${error.field}: ${error.code}`);
    await screen.tickEveryCheck();
    return screen.submit();
  }

  async register(person: SamplePerson, name = person.name): Promise<string> {
    return this.finish(await this.fill(person, name));
  }

  /** Opens a saved record again, writes another name and submits it. */
  async correct(recordId: string, name: string): Promise<void> {
    const { page } = this.workplace;
    await page.locator('#nav-records').click();
    await page.locator(`.records-table tr[data-record-id="${recordId}"] .records-open`).click();
    await page.locator('#record-correct').click();
    const screen = new RegistrationScreen(page);
    await screen.type('name', name);
    await this.finish(screen);
  }

  /** What authorities say of the newest revision, as the clerk's screen says it; waits until it is one of these. */
  async verification(recordId: string, ...wanted: readonly string[]): Promise<string> {
    return this.until(`record ${wanted.join(' or ')}`, async () => {
      // What was answered meanwhile comes with the next attempt; nobody waits here for its turn.
      await this.call('sync.now', {});
      const { revisions } = await this.call('records.open', { recordId });
      const said = revisions[0]?.verification;
      if (said === undefined || !wanted.includes(said.state)) return null;
      const reason = said.answers.find((one) => one.reason !== null)?.reason;
      return said.state === 'refuted' ? `refuted (${reason})` : said.state;
    });
  }

  /** Asks until there is an answer. @throws Error saying what did not come */
  async until<T>(what: string, look: () => Promise<T | null>): Promise<T> {
    for (const endsAt = Date.now() + patienceMs; Date.now() < endsAt; await sleep(200)) {
      const found = await look();
      if (found !== null) return found;
    }
    throw new Error(`waited in vain: ${what}`);
  }
}
