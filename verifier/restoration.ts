// A statement that the server was put back to a backup (docs/backups.md): signed by the log's own key, it explains a log that goes back,
// when the log as it is now goes on from the checkpoint the statement names and that one is no newer than what was remembered.
import { continues } from './consistency.ts';
import { type Checkpoint, isSignedByLog, parseCheckpoint, type VerifierKey, verifyByLog } from './note.ts';
import type { LogSource } from './source.ts';

interface Statement {
  readonly organisationId: string;
  readonly restored: string;
}

function readObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

function openStatement(file: string, log: VerifierKey): Statement | null {
  const { body, signature } = readObject(file) ?? {};
  if (typeof body !== 'string' || typeof signature !== 'string') return null;
  const message = Buffer.from(`countersign/restoration/suite-1\n${body}`, 'utf8');
  if (!verifyByLog(log, message, Buffer.from(signature, 'base64url'))) return null;
  const { organisationId, restored } = readObject(body) ?? {};
  return typeof organisationId === 'string' && typeof restored === 'string' ? { organisationId, restored } : null;
}

export async function explains(
  source: LogSource,
  log: VerifierKey,
  known: {
    readonly older: Checkpoint;
    readonly newer: Checkpoint;
  },
  file: string,
): Promise<boolean> {
  const statement = openStatement(file, log);
  const restored = statement === null ? null : parseCheckpoint(statement.restored);
  if (statement === null || restored === null || !isSignedByLog(restored, log)) return false;
  const isOurs = log.name === `countersign/log/${encodeURIComponent(statement.organisationId)}`;
  return isOurs && restored.size <= known.older.size && (await continues(source, restored, known.newer));
}
