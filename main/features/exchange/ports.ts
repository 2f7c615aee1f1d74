import type { AuditHead } from '#main/kernel/audit/trail.ts';
import type { TakingOverPorts } from '#main/kernel/configuration/take-over.ts';
import type { DeviceStandings } from '#main/kernel/device/standing.ts';
import type { ServerKeys } from '#main/kernel/server-key/server-keys.ts';
import type { MachinePorts } from '#main/ports/app-ports.ts';
import type { Emit } from '#main/ports/emit.ts';

import type { WriteTransaction } from '#main/store/store.ts';
import type { DaysQuestion } from '#src/contract/sync/days.ts';
import type { SignedDocument } from '#src/crypto/signed.ts';

export interface ExchangePorts extends TakingOverPorts, Pick<MachinePorts, 'clock' | 'random' | 'media' | 'log'> {
  readonly emit: Emit;
  readonly standings: DeviceStandings;
  readonly serverKeys: ServerKeys;
  /** The last head of the audit chain that the server acknowledged. */
  readonly acknowledgedHead: () => AuditHead | null;
  /** What is told and asked of closed days (S6); it travels with the records. */
  readonly daysQuestion: () => DaysQuestion;
  /** The server's answer to it; one that is not for us changes nothing. */
  readonly takeDays: (page: SignedDocument) => void;
  /** The server acknowledged this one on a medium. */
  readonly keepAcknowledgedHead: (transaction: WriteTransaction, head: AuditHead) => void;
}
