// What stands between the window and the sign-in screen (S3). Every trouble of keychain and store is a state that explains itself
// and waits: trying again is always possible, and nothing is ever deleted or made anew to get out of it.

import { describeError } from '#main/kernel/file-log.ts';
import { Refusal, type WireError } from '#src/contract/errors.ts';
import type { StartupStatus } from '#src/contract/ipc/startup.ts';
import type { OpenProgram, StartupPorts } from './ports.ts';

const noNames = { organisation: null, branch: null, workstation: null, standing: null };

type Phase = StartupStatus['phase'];

export class Startup<P extends OpenProgram> {
  readonly #ports: StartupPorts<P>;
  #phase: Phase = 'starting';
  #work: StartupStatus['work'] = 'opening';
  #trouble: WireError | null = null;
  #program: P | null = null;
  #starting: Promise<void> | null = null;
  /** The last program's end; the next must not meet it on the same files. */
  #closing: Promise<void> = Promise.resolve();
  /** One after the other: the second finds that nothing is left to recover. */
  #recovering: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(ports: StartupPorts<P>) {
    this.#ports = ports;
  }

  /** The program, once calls may reach it. */
  get program(): P | null {
    return this.#phase === 'ready' || this.#phase === 'enrolment' ? this.#program : null;
  }

  /** Opens, enrols if ordered, and ends in `trouble`, `enrolment` or `ready`. Never throws; one start at a time. */
  start(): Promise<void> {
    this.#starting ??= this.#run().finally(() => {
      this.#starting = null;
    });
    return this.#starting;
  }

  status(): StartupStatus {
    const names = this.program?.names() ?? noNames;
    const trouble = this.#trouble === null ? null : { code: this.#trouble.code, params: { ...this.#trouble.params } };
    const { isEvaluation, appVersion, restoring } = this.#ports;
    const isRestorable = restoring.isPossible(this.#trouble);
    return { phase: this.#phase, work: this.#work, trouble, isRestorable, isEvaluation, appVersion, ...names };
  }

  async retry(): Promise<StartupStatus> {
    if (this.#phase !== 'ready' && !this.#isClosed) await this.start();
    return this.status();
  }

  /** @throws Refusal as `startup.recoveryRequest` declares them */
  async recoveryRequest() {
    const { request, fingerprint } = await this.#ports.recovery.request(this.#trouble);
    return { text: `${JSON.stringify(request, null, 2)}\n`, fingerprint, purpose: request.purpose };
  }

  /** @throws Refusal as `startup.recover` declares them */
  recover(answer: string): Promise<StartupStatus> {
    return this.#recoverBy(() => this.#ports.recovery.accept(this.#trouble, answer));
  }

  /** @throws Refusal as `startup.restore` declares them */
  restore(): Promise<StartupStatus> {
    return this.#recoverBy(() => this.#ports.restoring.restore(this.#trouble));
  }

  #recoverBy(act: () => Promise<void>): Promise<StartupStatus> {
    const recovered = this.#recovering.then(async () => {
      await this.#starting;
      await this.#closing;
      await act();
      return this.retry();
    });
    this.#recovering = recovered.catch(() => undefined);
    return recovered;
  }

  /** An ordered change of the key is carried out by closing the store and opening it again. */
  async changeKey(): Promise<void> {
    const program = this.#program;
    if (this.#phase !== 'ready' || program === null || this.#isClosed) return;
    this.#program = null;
    this.#work = 'key-change';
    this.#closing = this.#closeProgram(program);
    await this.start();
  }

  diagnosis(): string {
    const { phase, trouble, isEvaluation, appVersion } = this.status();
    const head = [`Countersign ${appVersion}`, `phase ${phase}`, `evaluation keychain ${isEvaluation ? 'yes' : 'no'}`];
    const code = trouble === null ? [] : [`trouble ${trouble.code} ${JSON.stringify(trouble.params)}`];
    return [...head, ...code, ...this.#ports.machineFacts(), '', this.#ports.log.tail()].join('\n');
  }

  /** The workstation was enrolled: the work begins. */
  async enrolled(): Promise<void> {
    await this.#program?.begin();
    this.#moveTo('ready', null);
  }

  /** The store turned out to be unusable while the program ran. */
  storeTrouble(trouble: WireError): void {
    if (this.#phase === 'trouble' || this.#isClosed) return;
    const program = this.#program;
    this.#program = null;
    this.#moveTo('trouble', trouble);
    this.#closing = this.#closeProgram(program);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#starting;
    await this.#closing;
    const program = this.#program;
    this.#program = null;
    await this.#closeProgram(program);
  }

  async #run(): Promise<void> {
    this.#moveTo('starting', null);
    await this.#closing;
    try {
      this.#program ??= await this.#ports.openProgram();
      await this.#enter(this.#program);
    } catch (error) {
      this.#moveTo('trouble', this.#explain(error));
    }
    this.#work = 'opening';
  }

  async #enter(program: P): Promise<void> {
    if (program.isEnrolled()) {
      await program.begin();
      return this.#moveTo('ready', null);
    }
    const { order } = this.#ports;
    if (order === null) return this.#moveTo('enrolment', null);
    try {
      await program.enrol(order);
    } catch (error) {
      this.#moveTo('enrolment', this.#explain(error));
    }
  }

  #explain(error: unknown): WireError {
    if (error instanceof Refusal) {
      this.#ports.log.write('startup.trouble', { trouble: error.wire.code });
      return error.wire;
    }
    const correlationId = this.#ports.newCorrelationId();
    this.#ports.log.write('startup.unexpected', { correlationId, ...describeError(error) });
    return { code: 'internal/unexpected', params: { correlationId } };
  }

  #moveTo(phase: Phase, trouble: WireError | null): void {
    this.#phase = phase;
    this.#trouble = trouble;
    this.#ports.emit('startup.changed', {});
  }

  async #closeProgram(program: P | null): Promise<void> {
    try {
      await program?.close();
    } catch (error) {
      this.#ports.log.write('startup.close-failed', describeError(error));
    }
  }
}
