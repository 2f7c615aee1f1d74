// `npm run crash`: proof by force. Kills, cuts, spoils and damages the real program and its files, seeded, and prints what became of
// what had been acknowledged. Exit 0 only when nothing was lost, doubled or falsely called synced and nothing unexpected was said.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Proof, proofs } from '#scripts/crash/proofs.ts';
import { removeFolder } from '#scripts/environment/remove-folder.ts';
import { root } from '#scripts/environment/steps.ts';
import { ensureSystem, tracer } from '#scripts/environment/system-packages.ts';

const names = proofs.map(({ name }) => name);
const usage = `npm run crash -- [${names.join('] [')}] [--seed N] [--scale 1]`;

function readOptions() {
  const options = {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    scale: { type: 'string', default: '1' },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [seed, scale] = [Number(values.seed), Number(values.scale)];
  const unknown = positionals.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`There is no ${unknown}.`);
  if (!Number.isSafeInteger(seed) || !(scale > 0)) throw new Error('A seed is a whole number, a scale is more than 0.');
  return { seed, scale, chosen: proofs.filter(({ name }) => positionals.length === 0 || positionals.includes(name)) };
}

function optionsOrUsage(): ReturnType<typeof readOptions> {
  try {
    return readOptions();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    console.error(`Usage: ${usage}`);
    process.exit(2);
  }
}

async function prove({ name, title, run }: Proof, folder: string): Promise<boolean> {
  console.log(`\n${name}: ${title}`);
  mkdirSync(folder, { recursive: true });
  try {
    const { figures, faults } = await run({ seed, scale, folder, say: (line) => console.error(`  ${line}`) });
    for (const figure of figures) console.log(`  ${figure}`);
    for (const fault of faults.slice(0, 20)) console.log(`  FAULT ${fault}`);
    if (faults.length > 20) console.log(`  … and ${faults.length - 20} more`);
    return faults.length === 0;
  } catch (error) {
    console.log(`  FAULT ${error instanceof Error ? error.stack : String(error)}`);
    return false;
  }
}

const { seed, scale, chosen } = optionsOrUsage();
/** On the disk of this project, because the system's folder for temporary files is often no disk at all. */
const work = join(root, '.crash', String(process.pid));
process.once('exit', () => removeFolder(work));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
mkdirSync(work, { recursive: true });
Object.assign(process.env, { TMPDIR: work, TEMP: work, TMP: work });
if (chosen.some(({ name }) => name === 'power' || name === 'rotations')) ensureSystem([tracer]);
console.log(`seed ${seed}, scale ${scale}`);
const failed: string[] = [];
for (const proof of chosen) if (!(await prove(proof, join(work, proof.name)))) failed.push(proof.name);
const again = `npm run crash -- ${failed.join(' ')} --seed ${seed} --scale ${scale}`;
console.log(failed.length === 0 ? '\nAll held.' : `\nDid not hold: ${failed.join(', ')}. Again: ${again}`);
process.exit(failed.length === 0 ? 0 : 1);
