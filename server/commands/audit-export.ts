// `audit-export`: the audit log as a folder in the layout of C2SP tlog-tiles, for an inspector who is not let near the server. The
// verifier checks it without anything else; the log's key is printed, because it has to reach the inspector by another way.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Organisation } from '#server/app/organisation.ts';
import { Stop } from '#server/kernel/stop.ts';
import { tilePath, tilesOf } from '#src/domain/audit/tile-path.ts';
import { openFoundation, readOptions, requireOption, withOrganisation } from './options.ts';

export const auditExportUsage = 'audit-export --data DIR --out NEW-DIR [--passphrase-file F]';

/** Every file of the log at its newest checkpoint: path and bytes. */
export async function* logFiles({ audit }: Organisation): AsyncGenerator<readonly [path: string, bytes: Buffer]> {
  const { size, note } = await audit.checkpoint();
  yield ['checkpoint', Buffer.from(note)];
  if (audit.successions.length > 0) yield ['successions', Buffer.from(JSON.stringify(audit.successions))];
  for (const kept of await audit.checkpoints()) {
    if (kept.size <= size) yield [join('checkpoints', String(kept.size)), Buffer.from(kept.note)];
  }
  for (const name of tilesOf(size)) {
    const bytes = await audit.tile(name);
    if (bytes === null) throw new Error(`the log lost its tile ${tilePath(name)}`);
    yield [join('tile', tilePath(name)), bytes];
  }
}

export async function runAuditExport(args: readonly string[]): Promise<void> {
  const values = readOptions(args, { out: { type: 'string' } } as const, auditExportUsage);
  const data = requireOption(values.data, auditExportUsage);
  const out = requireOption(values.out, auditExportUsage);
  const foundation = await openFoundation(data, values['passphrase-file']);
  await withOrganisation(foundation, async (organisation) => {
    try {
      mkdirSync(out);
      for await (const [path, bytes] of logFiles(organisation)) {
        mkdirSync(dirname(join(out, path)), { recursive: true });
        writeFileSync(join(out, path), bytes, { flag: 'wx' });
      }
    } catch (error) {
      throw new Stop('audit/unwritable', `The folder ${out} is already there or cannot be written.`, error);
    }
    const { size } = await organisation.audit.checkpoint();
    process.stdout.write(`${JSON.stringify({ exported: out, size, key: organisation.audit.verifierKey })}\n`);
  });
}
