// 10,000 mutations of what a real server and a real workstation exported, drawn from a seed: the verifier catches every one (R10.4).
import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { readKeyFile } from '#server/kernel/keys/key-file.ts';
import { type Bench, keyPassphrase, openBench } from '#server/test-bench.ts';
import { utf8 } from '#src/base/bytes.ts';
import { signBytes } from '#src/node/crypto/signing.ts';
import { type Exported, makeExported } from '#test/support/audit/exported-log.ts';
import { Draws, type Forger, type Mutable, mutations } from '#test/support/audit/mutations.ts';
import { verifyChain } from '#verifier/chain.ts';
import type { Finding } from '#verifier/finding.ts';
import { verifyLog } from '#verifier/log.ts';
import { verifyReceipt } from '#verifier/receipt.ts';
import { memorySource } from '#verifier/source.ts';

const seed = Number(process.env.AUDIT_MUTATION_SEED ?? 20_261_125);
const runs = 10_000;

let bench: Bench;
let small: Exported;
let large: Exported;
let forger: Forger;

beforeAll(async () => {
  bench = await openBench();
  small = await makeExported(bench, 12, 3);
  // The same log once it has filled a tile.
  large = await makeExported(bench, 260, 2);
  const other = generateKeyPairSync('ed25519');
  const shape = z.object({ signing: z.object({ privateKey: z.string() }) });
  const { signing } = await readKeyFile(bench.layout.operationKeys, 'operation', keyPassphrase, shape);
  forger = {
    asServer: (text) => Buffer.from(signBytes(signing.privateKey, utf8(text))),
    asOther: (text) => sign(null, Buffer.from(text), other.privateKey),
    otherKey: Buffer.from(String(other.publicKey.export({ format: 'jwk' }).x), 'base64url'),
  };
});
afterAll(async () => {
  await bench.close();
});

async function judge(mutable: Mutable, { log, witness, deviceId }: Exported): Promise<readonly Finding[]> {
  const verified = await verifyLog(memorySource(mutable.files), { log, known: [mutable.cosigned], witnesses: [witness] });
  const receipts = mutable.receipts.flatMap((text, index) => verifyReceipt(text, log, verified.leaves, `receipt ${index}`));
  return [...verified.findings, ...receipts, ...verifyChain(mutable.chain, deviceId, verified.leaves, 'chain')];
}

function mutableOf({ files, cosigned, receipts, chain }: Exported): Mutable {
  return { files: new Map(files), cosigned, receipts: [...receipts], chain };
}

function isChanged(mutable: Mutable, exported: Exported): boolean {
  const areFilesSame =
    mutable.files.size === exported.files.size &&
    [...mutable.files].every(([path, bytes]) => exported.files.get(path)?.equals(bytes) === true);
  const isRestSame = mutable.cosigned === exported.cosigned && mutable.chain === exported.chain;
  return !areFilesSame || !isRestSame || mutable.receipts.join() !== exported.receipts.join();
}

test('nothing is found in what was truly exported', async () => {
  for (const exported of [small, large]) expect(await judge(mutableOf(exported), exported)).toEqual([]);
  expect(large.files.has('tile/0/000') && large.files.has('tile/1/000.p/1')).toBe(true);
});

test('each of 10,000 mutations is found', async () => {
  const draws = new Draws(seed);
  const names = Object.keys(mutations);
  const caughtBy = new Map<string, Map<string, number>>(names.map((name) => [name, new Map()]));
  const missed: string[] = [];
  let judged = 0;
  while (judged < runs) {
    const name = names[judged % names.length] ?? '';
    const exported = draws.below(60) === 0 ? large : small;
    const mutable = mutableOf(exported);
    mutations[name]?.(mutable, exported, draws, forger);
    // Two entries that differ in nothing but their place make the same log when they change places.
    if (!isChanged(mutable, exported)) continue;
    judged += 1;
    const checks = new Set((await judge(mutable, exported)).map(({ check }) => check));
    if (checks.size === 0) missed.push(`${name}, run ${judged} of seed ${seed}`);
    const counts = caughtBy.get(name) ?? new Map<string, number>();
    for (const check of checks) counts.set(check, (counts.get(check) ?? 0) + 1);
  }
  for (const [name, counts] of caughtBy) {
    const by = [...counts].toSorted(([, a], [, b]) => b - a).map(([check, count]) => `${check} ${count}`);
    console.log(`${name}: ${by.join(', ')}`);
  }
  expect(missed).toEqual([]);
}, 300_000);
