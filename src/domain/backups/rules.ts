// Which backups are kept, and how things stand (R4.5, R9.5). Pure.
import type { Policy } from '#src/domain/policy/schema.ts';

export interface KeptBackup {
  readonly backupId: string;
  readonly madeMs: number;
}

export type RemovalReason = 'retention' | 'horizon';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * What has to go, newest first. The newest one is never among them: a server whose backups began to fail must not lose its last one.
 * @param backups any order
 */
export function removals(
  backups: readonly KeptBackup[],
  nowMs: number,
  { backupsKept, erasureHorizonDays }: Pick<Policy, 'backupsKept' | 'erasureHorizonDays'>,
): readonly { readonly backupId: string; readonly reason: RemovalReason }[] {
  const newestFirst = backups.toSorted((one, other) => other.madeMs - one.madeMs);
  const reasonOf = (madeMs: number, index: number): RemovalReason | null => {
    if (nowMs - madeMs >= erasureHorizonDays * dayMs) return 'horizon';
    return index >= backupsKept ? 'retention' : null;
  };
  return newestFirst.flatMap(({ backupId, madeMs }, index) => {
    const reason = index === 0 ? null : reasonOf(madeMs, index);
    return reason === null ? [] : [{ backupId, reason }];
  });
}

/** none: there never was one; failed: the last try; overdue: the newest is older than policy allows, with an interval's grace. */
export type BackupState = 'none' | 'good' | 'failed' | 'overdue';

export function backupState(
  last: { readonly goodMs: number | null; readonly failedMs: number | null },
  nowMs: number,
  { backupEveryHours }: Pick<Policy, 'backupEveryHours'>,
): BackupState {
  const { goodMs, failedMs } = last;
  if (failedMs !== null && failedMs > (goodMs ?? 0)) return 'failed';
  if (goodMs === null) return 'none';
  return nowMs - goodMs > 2 * backupEveryHours * hourMs ? 'overdue' : 'good';
}

/** A failed one is tried again after this. */
const retryMs = hourMs / 4;

export function isBackupDue(
  last: { readonly goodMs: number | null; readonly failedMs: number | null },
  nowMs: number,
  { backupEveryHours }: Pick<Policy, 'backupEveryHours'>,
): boolean {
  const { goodMs, failedMs } = last;
  if (failedMs !== null && failedMs > (goodMs ?? 0) && nowMs - failedMs < retryMs && nowMs >= failedMs) return false;
  // A newest backup in the future: a clock was wrong then.
  return goodMs === null || goodMs > nowMs || nowMs - goodMs >= backupEveryHours * hourMs;
}
