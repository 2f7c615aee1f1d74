// The server's command line. Each command ends with 0, or with 1 and one plain sentence with a code on stderr; never a stack.
import { acceptRestoreUsage, runAcceptRestore } from './commands/accept-restore.ts';
import { agentUsage, runAgent } from './commands/agent.ts';
import { auditExportUsage, runAuditExport } from './commands/audit-export.ts';
import { backupUsage, runBackup } from './commands/backup.ts';
import { backupsUsage, runBackups } from './commands/backups.ts';
import { configurationUsage, runConfiguration } from './commands/configuration.ts';
import { configurationExportUsage, runConfigurationExport } from './commands/configuration-export.ts';
import { copiesUsage, runCopies } from './commands/copies.ts';
import { copyStoreUsage, runCopyStore } from './commands/copy-store.ts';
import {
  approveDeviceUsage,
  replaceDeviceUsage,
  revokeDeviceUsage,
  runApproveDevice,
  runReplaceDevice,
  runRevokeDevice,
} from './commands/devices.ts';
import { enrolmentCodeUsage, runEnrolmentCode } from './commands/enrolment-code.ts';
import { exchangeKeyUsage, runExchangeKey } from './commands/exchange-key.ts';
import { explain } from './commands/explain.ts';
import { fleetUsage, runFleet } from './commands/fleet.ts';
import { heldRecordsUsage, runHeldRecords } from './commands/held-records.ts';
import { importFileUsage, runImportFile } from './commands/import-file.ts';
import { initUsage, runInit } from './commands/init.ts';
import { backupKeysUsage, restoreKeysUsage, runBackupKeys, runRestoreKeys } from './commands/key-backups.ts';
import { passphraseVerifierUsage, runPassphraseVerifier } from './commands/passphrase-verifier.ts';
import { recoverUsage, runRecover } from './commands/recover.ts';
import { recoveryKeyUsage, runRecoveryKey } from './commands/recovery-key.ts';
import { resetPassphraseUsage, runResetPassphrase } from './commands/reset-passphrase.ts';
import { restoreUsage, runRestore } from './commands/restore.ts';
import {
  changePassphraseUsage,
  rotateClassKeysUsage,
  rotateDatabaseKeyUsage,
  rotateKeysUsage,
  runChangePassphrase,
  runRotateClassKeys,
  runRotateDatabaseKey,
  runRotateKeys,
} from './commands/rotate-keys.ts';
import { runServe, serveUsage } from './commands/serve.ts';
import { runSystemClient, systemClientUsage } from './commands/system-client.ts';
import { Stop } from './kernel/stop.ts';

const usage = [
  initUsage,
  serveUsage,
  enrolmentCodeUsage,
  fleetUsage,
  approveDeviceUsage,
  revokeDeviceUsage,
  replaceDeviceUsage,
  heldRecordsUsage,
  configurationUsage,
  configurationExportUsage,
  importFileUsage,
  exchangeKeyUsage,
  recoverUsage,
  recoveryKeyUsage,
  copiesUsage,
  copyStoreUsage,
  backupUsage,
  backupsUsage,
  restoreUsage,
  acceptRestoreUsage,
  backupKeysUsage,
  restoreKeysUsage,
  rotateKeysUsage,
  rotateClassKeysUsage,
  rotateDatabaseKeyUsage,
  changePassphraseUsage,
  auditExportUsage,
  passphraseVerifierUsage,
  resetPassphraseUsage,
  agentUsage,
  systemClientUsage,
];

const commands: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  init: runInit,
  serve: runServe,
  'enrolment-code': runEnrolmentCode,
  fleet: runFleet,
  'approve-device': runApproveDevice,
  'revoke-device': runRevokeDevice,
  'replace-device': runReplaceDevice,
  'held-records': runHeldRecords,
  configuration: runConfiguration,
  'configuration-export': runConfigurationExport,
  'import-file': runImportFile,
  'exchange-key': runExchangeKey,
  recover: runRecover,
  'recovery-key': runRecoveryKey,
  copies: runCopies,
  'copy-store': runCopyStore,
  backup: runBackup,
  backups: runBackups,
  restore: runRestore,
  'accept-restore': runAcceptRestore,
  'backup-keys': runBackupKeys,
  'restore-keys': runRestoreKeys,
  'rotate-keys': runRotateKeys,
  'rotate-class-keys': runRotateClassKeys,
  'rotate-database-key': runRotateDatabaseKey,
  'change-passphrase': runChangePassphrase,
  'audit-export': runAuditExport,
  'passphrase-verifier': runPassphraseVerifier,
  'reset-passphrase': runResetPassphrase,
  agent: runAgent,
  'system-client': runSystemClient,
};

// Whatever this process writes is for its own account only, a report of its failure holds no environment (passphrases are there), no
// signal opens its inspector to every account of the machine, and no variable makes it believe any certificate.
process.umask(0o077);
process.report.excludeEnv = true;
process.on('SIGUSR1', () => undefined);
delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
process.on('uncaughtException', end);
try {
  const [name = '', ...args] = process.argv.slice(2);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined)
    throw new Stop('command/usage', `Usage: node server/main.ts ${usage.join('\n   or: node server/main.ts ')}`);
  await command(args);
} catch (error) {
  end(error);
}

function end(error: unknown): never {
  const { code, sentence } = explain(error);
  process.stderr.write(`countersign: ${sentence} [${code}]\n`);
  // Exit, not exitCode: a failed start may have left a handle open that would keep the process alive.
  process.exit(1);
}
