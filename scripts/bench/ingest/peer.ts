// PouchDB replicating to a server that speaks CouchDB's protocol, each a process of its own. Both come from a folder with packages of
// its own, which are installed at the first measurement.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { root } from '#scripts/environment/steps.ts';

const home = join(root, 'scripts', 'bench', 'peer');

/** As PouchDB knows them; what is absent is its own choice (100 documents a batch). */
interface ReplicationOptions {
  readonly batch_size?: number;
  readonly batches_limit?: number;
}

export interface Peer {
  /** Milliseconds from the start of a replication of these texts to its end. */
  readonly replicate: (texts: readonly string[], options?: ReplicationOptions) => Promise<number>;
  readonly stop: () => void;
}

/** Lines of a process in the order they come; ends with an error when the process does. */
class Lines {
  readonly #waiting: { readonly resolve: (line: string) => void; readonly reject: (error: Error) => void }[] = [];
  readonly #come: string[] = [];
  readonly #reader: Interface;

  constructor(name: string, child: ChildProcess) {
    if (child.stdout === null) throw new Error(`${name} has no output`);
    this.#reader = createInterface({ input: child.stdout }).on('line', (line) => {
      const waiting = this.#waiting.shift();
      if (waiting === undefined) this.#come.push(line);
      else waiting.resolve(line);
    });
    child.once('exit', (code) => {
      this.#reader.close();
      for (const { reject } of this.#waiting.splice(0)) reject(new Error(`${name} ended with ${code}`));
    });
  }

  next(): Promise<string> {
    const line = this.#come.shift();
    return line === undefined ? new Promise((resolve, reject) => this.#waiting.push({ resolve, reject })) : Promise.resolve(line);
  }
}

/** Whether its packages are there now. */
export function installPeer(): boolean {
  if (existsSync(join(home, 'node_modules', 'express-pouchdb'))) return true;
  return spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: home, stdio: 'ignore' }).status === 0;
}

/** @param isFlushing its server answers when what it wrote is on the disk */
export async function startPeer(folder: string, isFlushing: boolean): Promise<Peer> {
  const folders = ['server', 'client'].map((name) => join(folder, name));
  for (const one of folders) mkdirSync(one, { recursive: true });
  const [serverFolder = '', clientFolder = ''] = folders;
  const children: ChildProcess[] = [];
  const start = (program: string, ...args: string[]) => {
    const child = spawn(process.execPath, [join(home, program), ...args], { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] });
    children.push(child);
    return { child, lines: new Lines(program, child) };
  };
  const stop = () => {
    for (const child of children) child.kill('SIGKILL');
    process.off('exit', stop);
  };
  process.once('exit', stop);
  const url = await start('server.cjs', serverFolder, ...(isFlushing ? ['flush'] : [])).lines.next();
  const client = start('client.cjs', url, clientFolder);
  let round = 0;
  return {
    stop,
    replicate: async (texts, options = {}) => {
      round += 1;
      const file = join(folder, `documents-${round}`);
      writeFileSync(file, texts.map((envelope, index) => `${JSON.stringify({ _id: `${round}-${index}`, envelope })}\n`).join(''));
      client.child.stdin?.write(`${JSON.stringify({ file, options })}\n`);
      const { elapsedMs, written } = JSON.parse(await client.lines.next());
      if (written !== texts.length) throw new Error(`${written} of ${texts.length} documents were replicated`);
      return elapsedMs;
    },
  };
}
