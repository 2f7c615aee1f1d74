// A clerk who never looks at a screen: works through the calls of the contract as the screens do, and writes into the ledger what was
// acknowledged. Whatever is refused that should not be is a fault.
import { sampleJpeg, samplePng } from '#main/test-bench/pictures.ts';
import { registrationNotice } from '#server/demo/notice.ts';
import { pictureNotice } from '#server/demo/picture-form.ts';
import { demonstrationStaff } from '#server/demo/staff.ts';
import type { Result } from '#src/base/result.ts';
import type { Client } from '#src/contract/ipc/define.ts';
import type { Calls } from '#src/contract/ipc/index.ts';
import type { DocumentType } from '#src/domain/identity/documents.ts';
import type { FieldValues, RegistrationId } from '#src/domain/registration/schema.ts';
import type { Dice } from '#test/support/monkey/dice.ts';
import { makePerson } from '#test/support/sample-people.ts';
import type { Ledger } from './ledger.ts';

/** The program ended while it was asked: nobody knows whether it did what it was asked. */
export class Gone extends Error {}

type Answer<T> = Result<T, { readonly code: string }>;

const checks = ['document-valid', 'person-matches', 'entries-match', 'subject-confirmed'];

export class Clerk {
  readonly #api: Client<Calls>;
  readonly #dice: Dice;
  readonly #ledger: Ledger;
  readonly #mayBeRefused: readonly string[];

  /** @param mayBeRefused codes that are no fault here, whatever was asked */
  constructor(api: Client<Calls>, dice: Dice, ledger: Ledger, mayBeRefused: readonly string[] = []) {
    this.#api = api;
    this.#dice = dice;
    this.#ledger = ledger;
    this.#mayBeRefused = mayBeRefused;
  }

  /** @returns whether they are signed in */
  async signIn(number = '1001'): Promise<boolean> {
    const member = demonstrationStaff.find((one) => one.number === number);
    if (member === undefined) throw new Error(`nobody has the number ${number}`);
    const credentials = { number, passphrase: member.passphrase };
    return (await this.#must('staff.signIn', this.#api['staff.signIn'](credentials))) !== null;
  }

  async signOut(): Promise<void> {
    await this.#must('staff.signOut', this.#api['staff.signOut']({}));
  }

  /** One thing a clerk does, chosen by chance. */
  async act(): Promise<void> {
    const choices: readonly (readonly [number, () => Promise<unknown>])[] = [
      [60, () => this.register(this.#dice.chance(0.3))],
      [12, () => this.#correct()],
      [10, () => this.#print()],
      [6, () => this.#finishOrDrop()],
      [10, () => this.#must('sync.now', this.#api['sync.now']({}))],
    ];
    await this.#dice.weighted(choices)();
  }

  /** From the notice to the saved record. @param scanBytes of the picture, a few dozen KiB when absent. @returns its id, or null where something was refused */
  async register(isPictured: boolean, scanBytes?: number): Promise<string | null> {
    const { id: noticeId, version: noticeVersion } = isPictured ? pictureNotice : registrationNotice;
    const serviceId = isPictured ? 'card-replacement' : 'mobile-activation';
    const shown = { serviceId, noticeId, noticeVersion, language: 'zh-CN' } as const;
    const signature = isPictured ? ({ signature: 'declined' } as const) : {};
    const accepted = await this.#must('consent.accept', this.#api['consent.accept']({ ...shown, ...signature }));
    if (accepted === null) return null;
    const { registrationId } = accepted;
    this.#ledger.begun(registrationId, {});
    const values = await this.#type(registrationId);
    const pictures = isPictured ? await this.#takePictures(registrationId, values, scanBytes) : {};
    return (await this.#finish(registrationId, { ...values, ...pictures })) ? registrationId : null;
  }

  async #type(registrationId: RegistrationId): Promise<FieldValues> {
    const { name, documentType, documentNumber, phone } = makePerson(this.#dice.below(1_000_000_000));
    const typed = Object.entries({ name, documentType, documentNumber, phone });
    let values: FieldValues = {};
    for (const [field, value] of typed) {
      const isHalf = field !== 'documentType' && this.#dice.chance(0.4);
      if (isHalf) await this.#save(registrationId, { ...values, [field]: value.slice(0, 2) });
      values = { ...values, [field]: value };
      await this.#save(registrationId, values);
    }
    return values;
  }

  async #save(registrationId: RegistrationId, values: FieldValues): Promise<void> {
    this.#ledger.change(registrationId, { sent: values });
    const saved = await this.#must('registration.save', this.#api['registration.save']({ registrationId, values }));
    if (saved !== null) this.#ledger.change(registrationId, { acknowledged: values });
  }

  async #takePictures(
    registrationId: RegistrationId,
    values: FieldValues,
    scanBytes = 1_000 + this.#dice.below(60_000),
  ): Promise<FieldValues> {
    const scan = sampleJpeg('0123456789abcdef'.repeat(scanBytes / 16));
    const adding = this.#api['attachments.add']({ registrationId, field: 'documentScan', bytes: scan });
    const added = await this.#must('attachments.add', adding);
    const documentScan = added?.id ?? '';
    const signing = { registrationId, values: { ...values, documentScan }, bytes: samplePng('signature') };
    await this.#must('attachments.sign', this.#api['attachments.sign'](signing));
    return { documentScan };
  }

  async #finish(registrationId: RegistrationId, values: FieldValues): Promise<boolean> {
    const { documentType, documentNumber: number = '' } = values;
    const same = { registrationId, type: documentType as DocumentType, number };
    const found = await this.#must('registration.sameDocument', this.#api['registration.sameDocument'](same));
    const acknowledged = found?.items.map((item) => item.registrationId) ?? [];
    const review = this.#api['registration.review']({ registrationId, values, checks, acknowledged });
    if ((await this.#must('registration.review', review)) === null) return false;
    const revision = this.#ledger.drafts.get(registrationId)?.revision ?? 1;
    this.#ledger.change(registrationId, { ending: 'submit' });
    const saved = await this.#must('registration.submit', this.#api['registration.submit']({ registrationId }));
    if (saved !== null) this.#ledger.submitted(registrationId, revision, saved.contentHash);
    return saved !== null;
  }

  /** A mistake in an earlier record: its next revision. */
  async #correct(): Promise<void> {
    const keys = [...this.#ledger.saved.keys()].slice(-30);
    if (keys.length === 0) return;
    const registrationId = this.#dice.pick(keys).split(' ')[0] as RegistrationId;
    if (this.#ledger.drafts.has(registrationId)) return;
    const revision = this.#ledger.revisionsOf(registrationId).size + 1;
    const order = { recordId: registrationId, reason: 'mistake-found' } as const;
    if ((await this.#must('records.reopen', this.#api['records.reopen'](order))) === null) return;
    this.#ledger.begun(registrationId, {}, revision);
    const taken = await this.#must('registration.resume', this.#api['registration.resume']({ registrationId }));
    // A signature stands for what was signed; a pictured record is left as a draft to be dropped.
    if (taken === null || taken.service.id === 'card-replacement') return;
    const values = { ...taken.values, phone: makePerson(this.#dice.below(1_000_000)).phone };
    await this.#save(registrationId, values);
    await this.#finish(registrationId, values);
  }

  async #finishOrDrop(): Promise<void> {
    const ids = [...this.#ledger.drafts.keys()];
    if (ids.length === 0) return;
    const registrationId = this.#dice.pick(ids) as RegistrationId;
    const draft = this.#ledger.drafts.get(registrationId);
    const values = draft?.acknowledged ?? {};
    // The phone number is typed last: whole, it says that all of it is.
    if (draft?.revision === 1 && values.phone?.length === 11 && this.#dice.chance(0.7)) {
      const taken = await this.#must('registration.resume', this.#api['registration.resume']({ registrationId }));
      if (taken === null) return;
      const isPictured = taken.service.id === 'card-replacement';
      const pictures = isPictured ? await this.#takePictures(registrationId, values) : {};
      await this.#finish(registrationId, { ...values, ...pictures });
      return;
    }
    this.#ledger.change(registrationId, { ending: 'discard' });
    const dropped = await this.#must('registration.discard', this.#api['registration.discard']({ registrationId }));
    if (dropped !== null) this.#ledger.ended(registrationId);
  }

  async #print(): Promise<void> {
    const keys = [...this.#ledger.saved.keys()].slice(-50);
    if (keys.length === 0) return;
    const recordId = this.#dice.pick(keys).split(' ')[0] as RegistrationId;
    await this.#must('receipts.print', this.#api['receipts.print']({ recordId }));
  }

  /** The supervisor closes the day; what was closed before must still be. Leaves the supervisor signed out. */
  async closeDay(): Promise<void> {
    await this.signIn('2001');
    const history = await this.#must('reconciliation.history', this.#api['reconciliation.history']({}));
    const known = new Set(history?.items.map(({ closing }) => closing));
    for (const closing of this.#ledger.closings) if (!known.has(closing)) this.#ledger.fault(`lost: closing ${closing} of a day`);
    const shown = await this.#must('reconciliation.day', this.#api['reconciliation.day']({ day: null }));
    if (shown !== null) {
      const passphrase = demonstrationStaff.find(({ number }) => number === '2001')?.passphrase ?? '';
      const order = { day: shown.today, digest: shown.digest, passphrase };
      const mayBeRefused = ['reconciliation/already-closed', 'reconciliation/changed', 'reconciliation/nothing-to-close'];
      const closed = await this.#must('reconciliation.close', this.#api['reconciliation.close'](order), mayBeRefused);
      if (closed !== null) this.#ledger.closings.add(closed.closing);
    }
    await this.signOut();
  }

  /** An IT administrator changes the key of the database; everybody is signed out by it. */
  async changeKey(): Promise<void> {
    await this.signIn('9001');
    await this.#must('workstation.changeKey', this.#api['workstation.changeKey']({}));
    await this.untilReady();
  }

  /** Until the program is ready and nobody is signed in. @returns false when it ended in a trouble, which is a fault */
  async untilReady(): Promise<boolean> {
    const mayBeRefused = ['startup/not-ready'];
    for (let waited = 0; ; waited++) {
      const status = await this.#must('startup.status', this.#api['startup.status']({}));
      if (status?.phase === 'ready') {
        const current = await this.#must('staff.current', this.#api['staff.current']({}), mayBeRefused);
        if (current?.session === null) return true;
      }
      if (status?.phase === 'trouble' || status?.phase === 'enrolment' || waited > 4_000) {
        this.#ledger.fault(`trouble at the start: ${status?.phase} ${status?.trouble?.code ?? ''}`);
        return false;
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** The value of a yes; a no that nobody expected is a fault, and null. */
  async #must<T>(call: string, asked: Promise<Answer<T>>, mayBeRefused: readonly string[] = []): Promise<T | null> {
    const answer = await asked;
    if (answer.ok) {
      this.#ledger.acknowledged(call);
      return answer.value;
    }
    if (![...mayBeRefused, ...this.#mayBeRefused].includes(answer.error.code))
      this.#ledger.fault(`${call} was refused: ${JSON.stringify(answer.error)}`);
    return null;
  }
}
