// The commands of the verifier. Exit codes: 0 nothing was found, 1 something was found, 2 it could not be checked.
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { verifyChain } from './chain.ts';
import { verifyConsistency } from './consistency.ts';
import { type Finding, meanings } from './finding.ts';
import { verifyLog } from './log.ts';
import { parseVerifierKey, type VerifierKey } from './note.ts';
import { verifyReceipt } from './receipt.ts';
import { openSource } from './source.ts';
import { makeWitnessKey, type WitnessKey, witness, witnessVerifierKey, writeDurably } from './witness.ts';

export const usage = `Usage: node verifier/main.ts COMMAND …
  log FOLDER-OR-URL --key KEY [--known CHECKPOINT-FILE]… [--witness KEY]… [--receipt FILE]… [--chain DEVICE-ID=FILE]… [--token-file F]
      the whole log: every entry, every tile, every checkpoint; receipts and chains of workstations against it
  consistency FOLDER-OR-URL --key KEY --older FILE --newer FILE
      two checkpoints against each other, from hash tiles alone
  witness-key --name NAME --out FILE
      makes the key of a witness and prints what verifiers are given
  witness FOLDER-OR-URL --key KEY --witness-key FILE --state FILE --out FILE [--restoration FILE]
      cosigns the newest checkpoint if it continues the last one this witness has seen, or if a statement that a backup was restored
      (accept-restore --out) explains why it does not
Exit code 0: nothing found. 1: something found. 2: could not be checked.
`;

/** Something about the question, not about the log. */
export class CannotCheck extends Error {
  override readonly name = 'CannotCheck';
}

export interface Outcome {
  readonly lines: readonly string[];
  readonly findings: readonly Finding[];
}

const options = {
  key: { type: 'string' },
  known: { type: 'string', multiple: true },
  witness: { type: 'string', multiple: true },
  receipt: { type: 'string', multiple: true },
  chain: { type: 'string', multiple: true },
  'token-file': { type: 'string' },
  older: { type: 'string' },
  newer: { type: 'string' },
  name: { type: 'string' },
  'witness-key': { type: 'string' },
  state: { type: 'string' },
  restoration: { type: 'string' },
  out: { type: 'string' },
} as const;

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch {
    throw new CannotCheck(usage);
  }
}

function required(value: string | undefined): string {
  if (value === undefined || value === '') throw new CannotCheck(usage);
  return value;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new CannotCheck(`${file} cannot be read.`);
  }
}

function keyOf(text: string | undefined): VerifierKey {
  const key = parseVerifierKey(required(text));
  if (key === null) throw new CannotCheck(`${text} is not a key of the form name+id+key.`);
  return key;
}

type Values = ReturnType<typeof parse>['values'];

async function runLog(place: string, values: Values): Promise<Outcome> {
  const log = keyOf(values.key);
  const token = values['token-file'] === undefined ? undefined : readText(values['token-file']).trim();
  const { known = [], witness: witnesses = [], receipt: receiptFiles = [], chain: chainFiles = [] } = values;
  const verified = await verifyLog(openSource(place, token), {
    log,
    known: known.map(readText),
    witnesses: witnesses.map(keyOf),
  });
  const receipts = receiptFiles.flatMap((file) => verifyReceipt(readText(file), verified.log, verified.leaves, basename(file)));
  const chains = chainFiles.flatMap((pair) => {
    const [deviceId = '', file = ''] = pair.split('=', 2);
    return verifyChain(readText(file), deviceId, verified.leaves, basename(file));
  });
  const size = `${verified.leaves.length} entries, ${receiptFiles.length} receipts, ${chainFiles.length} chains checked`;
  const root = `root ${verified.checkpoint?.root.toString('base64') ?? 'unknown'}`;
  return { lines: [`log ${log.name}`, size, root], findings: [...verified.findings, ...receipts, ...chains] };
}

async function runConsistency(place: string, values: Values): Promise<Outcome> {
  const notes = { older: readText(required(values.older)), newer: readText(required(values.newer)) };
  return { lines: [], findings: await verifyConsistency(openSource(place), keyOf(values.key), notes) };
}

function runWitnessKey(values: Values): Outcome {
  const out = required(values.out);
  if (existsSync(out)) throw new CannotCheck(`${out} is already there.`);
  const key = makeWitnessKey(required(values.name));
  writeDurably(out, JSON.stringify(key));
  return { lines: [witnessVerifierKey(key)], findings: [] };
}

function readWitnessKey(file: string): WitnessKey {
  try {
    const { name, privateKey } = Object(JSON.parse(readText(file)));
    if (typeof name === 'string' && typeof privateKey === 'string') return { name, privateKey };
  } catch {
    // Said below.
  }
  throw new CannotCheck(`${file} is not the key of a witness.`);
}

async function runWitness(place: string, values: Values): Promise<Outcome> {
  const key = readWitnessKey(required(values['witness-key']));
  const state = required(values.state);
  const out = required(values.out);
  const seconds = BigInt(Math.floor(Date.now() / 1_000));
  const witnessed = await witness(openSource(place), keyOf(values.key), key, {
    state,
    seconds,
    ...(values.restoration === undefined ? {} : { restoration: readText(values.restoration) }),
  });
  if ('finding' in witnessed) return { lines: ['nothing was cosigned'], findings: [witnessed.finding] };
  writeDurably(out, witnessed.note);
  return { lines: [`cosigned as ${key.name}: ${out}`], findings: [] };
}

/** @throws CannotCheck */
export async function run(args: readonly string[]): Promise<Outcome> {
  const [command = '', ...rest] = args;
  const { values, positionals } = parse(rest);
  if (command === 'witness-key') return runWitnessKey(values);
  const place = required(positionals[0]);
  if (command === 'log') return runLog(place, values);
  if (command === 'consistency') return runConsistency(place, values);
  if (command === 'witness') return runWitness(place, values);
  throw new CannotCheck(usage);
}

/** The report in plain words, one line for each finding with its code. */
export function report({ lines, findings }: Outcome): string {
  const found = findings.map(({ check, where }) => `FOUND ${check}: ${meanings[check]} (${where})`);
  const verdict =
    findings.length === 0 ? 'Nothing was found: all of it verifies.' : `${findings.length} findings: DO NOT RELY ON IT.`;
  return `${[...lines, ...found, verdict].join('\n')}\n`;
}
