// A log as it leaves a real server, with what people outside hold of it: receipts, a workstation's chain, a checkpoint that a witness
// has cosigned. Everything is made by the product's own code over real stores.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditScope } from '#main/kernel/audit/audit-scope.ts';
import { exportChain } from '#main/kernel/audit/export-chain.ts';
import { AuditTrail, auditHead } from '#main/kernel/audit/trail.ts';
import { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import type { Store } from '#main/store/store.ts';
import { newPlainStore } from '#main/test-bench/plain-store.ts';
import { logFiles } from '#server/commands/audit-export.ts';
import { type Bench, enrolWorkstation, push, type Sealed, sealRecord, signFor, type Workstation } from '#server/test-bench.ts';
import { parseVerifierKey, type VerifierKey } from '#verifier/note.ts';
import { memorySource } from '#verifier/source.ts';
import { makeWitnessKey, witness, witnessVerifierKey } from '#verifier/witness.ts';

/** The bytes of a log and everything it is judged by. */
export interface Exported {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly log: VerifierKey;
  readonly witness: VerifierKey;
  /** The newest checkpoint with a witness's cosignature. */
  readonly cosigned: string;
  readonly receipts: readonly string[];
  readonly deviceId: string;
  readonly chain: string;
}

function requireKey(text: string): VerifierKey {
  const key = parseVerifierKey(text);
  if (key === null) throw new Error(`not a key: ${text}`);
  return key;
}

export async function filesOf({ organisation }: Bench): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for await (const [path, bytes] of logFiles(organisation)) files.set(path, bytes);
  return files;
}

async function reportHead(bench: Bench, workstation: Workstation, store: Store): Promise<void> {
  const head = auditHead(store);
  const body = JSON.stringify({ protocol: 2, head, contains: null, lacks: null });
  const headers = await signFor(workstation, bench.clock, { method: 'POST', path: '/v1/heads', body });
  await bench.app.inject({ method: 'POST', url: '/v1/heads', headers, payload: body });
}

export interface ChainKeeper {
  readonly submitted: (record: Sealed, sequence: number) => void;
  readonly synced: (record: Sealed, sequence: number, position: number) => void;
}

/** The product's audit trail of one workstation over a store of its own. */
function keepChain(store: Store, deviceId: string): ChainKeeper {
  const clock = { nowMs: () => 1_790_000_000_000, monotonicMs: () => 1 };
  const trail = new AuditTrail(new TrustedTime(clock, store), new AuditScope());
  const append = (entry: Parameters<AuditTrail['append']>[1]) => store.write((transaction) => trail.append(transaction, entry));
  append({ action: 'device.enrolled', actorId: null, subjectId: deviceId, detail: { version: 1 } });
  return {
    submitted: ({ recordId: subjectId, contentHash }, sequence) =>
      append({
        action: 'registration.submitted',
        actorId: 'staff-1001',
        subjectId,
        detail: { sequence, contentHash, attachments: 0 },
      }),
    synced: ({ recordId: subjectId }, sequence, position) =>
      append({ action: 'record.synced', actorId: null, subjectId, detail: { sequence, position } }),
  };
}

/** Takes records in, one batch after the other, with a checkpoint after each. */
export async function makeExported(bench: Bench, records: number, batches: number): Promise<Exported> {
  const workstation = await enrolWorkstation(bench);
  const published = (await bench.organisation.configuration.newest()).body;
  const folder = mkdtempSync(join(tmpdir(), 'exported-log-'));
  const store = newPlainStore(join(folder, 'chain.db'));
  try {
    const chain = keepChain(store, workstation.deviceId);
    const receipts: string[] = [];
    for (let batch = 0; batch < batches; batch += 1) {
      const sealed: Sealed[] = [];
      const before = receipts.length;
      for (let index = 0; index < records / batches; index += 1) {
        const record = await sealRecord(published, workstation);
        sealed.push(record);
        chain.submitted(record, before + index + 1);
      }
      const texts = sealed.map(({ text }) => text);
      // Receipts of both kinds: signed together, and one by one as for older workstations.
      const wish = batch % 2 === 0 ? ({ receipts: 'together' } as const) : {};
      const { outcomes } = (await push(bench, workstation, texts, wish)).json();
      for (const [index, { receipt }] of outcomes.entries()) {
        receipts.push(JSON.stringify(receipt));
        const record = sealed[index];
        if (record !== undefined) chain.synced(record, before + index + 1, JSON.parse(receipt.body).position);
      }
      await bench.organisation.audit.checkpoint();
    }
    await reportHead(bench, workstation, store);
    const files = await filesOf(bench);
    const log = requireKey(bench.organisation.audit.verifierKey);
    const key = makeWitnessKey('witness.example/one');
    const witnessed = await witness(memorySource(files), log, key, { state: join(folder, 'state'), seconds: 1_790_000_000n });
    if ('finding' in witnessed) throw new Error(witnessed.finding.check);
    return {
      files,
      log,
      witness: requireKey(witnessVerifierKey(key)),
      cosigned: witnessed.note,
      // A few that people came back with; not everybody keeps theirs.
      receipts: receipts.filter((_, index) => index % Math.ceil(records / 4) === 0),
      deviceId: workstation.deviceId,
      chain: exportChain(store),
    };
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
