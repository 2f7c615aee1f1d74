// The agent that asks authorities, as its own process, over gateways that a simulator answers.
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { AuthoritySimulator } from '#test/support/authority-simulator.ts';
import { type ServerSecrets, serverEntry, serverEnvironment } from '#test/support/server-process.ts';
import type { SmsSimulator } from '#test/support/sms-simulator.ts';
import type { TelephoneSimulator } from '#test/support/telephone-simulator.ts';

/** Who answers for the providers; nobody is asked without one. */
interface Simulators {
  readonly authority?: AuthoritySimulator | undefined;
  readonly sms?: SmsSimulator | undefined;
  readonly telephone?: TelephoneSimulator | undefined;
}

export class AgentProcess {
  readonly socket: string;
  readonly #child: ChildProcess;
  readonly #kill = () => this.#child.kill('SIGKILL');

  private constructor(child: ChildProcess, socket: string) {
    this.#child = child;
    this.socket = socket;
    process.once('exit', this.#kill);
    child.once('exit', () => process.off('exit', this.#kill));
  }

  /** Resolves when it listens. @param folder where gateways and secret lie @param socket a short path: one may have about a hundred characters */
  static async start(
    place: { readonly serverDataDir: string; readonly secrets: ServerSecrets; readonly folder: string },
    simulators: AuthoritySimulator | Simulators,
    socket = join(mkdtempSync(join(tmpdir(), 'agent-')), 'socket'),
  ): Promise<AgentProcess> {
    const { serverDataDir, secrets, folder } = place;
    mkdirSync(folder, { recursive: true });
    const { authority, sms, telephone } = simulators instanceof AuthoritySimulator ? { authority: simulators } : simulators;
    const files = { gateways: join(folder, 'gateways.json') };
    const gateways = [
      ...(authority === undefined ? [] : [authority.description('authority', 'identity-authority', 10_000)]),
      ...(sms === undefined ? [] : [sms.description()]),
      ...(telephone === undefined ? [] : [telephone.description()]),
    ];
    writeFileSync(
      files.gateways,
      JSON.stringify({ gateways, secrets: { simulator: 'secret', sms: 'sms-secret', pbx: 'pbx-secret' } }),
    );
    for (const [name, secret] of [
      ['secret', authority?.secret],
      ['sms-secret', sms?.secret],
      ['pbx-secret', telephone?.secret],
    ] as const) {
      writeFileSync(join(folder, name), secret ?? 'unused');
      chmodSync(join(folder, name), 0o600);
    }
    const args = ['agent', '--data', serverDataDir, '--gateways', files.gateways, '--socket', socket];
    const child = spawn(process.execPath, [serverEntry, ...args], {
      env: serverEnvironment(secrets),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const complaints: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
    await new Promise<void>((resolve, reject) => {
      createInterface({ input: child.stdout }).once('line', () => resolve());
      child.once('exit', (code) => reject(new Error(`the agent ended with ${code}: ${Buffer.concat(complaints).toString()}`)));
    });
    return new AgentProcess(child, socket);
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill(signal);
    await ended;
  }
}
