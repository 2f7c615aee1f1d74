// Large sealed attachments through the production's own sending, over a line that is cut again and again, until the server has all of
// them: how much was sent twice, and how much memory either side took.
import { existsSync, readFileSync } from 'node:fs';
import { sendAttachments } from '#main/features/sync/send-attachments.ts';
import { AuditScope } from '#main/kernel/audit/audit-scope.ts';
import { AuditTrail } from '#main/kernel/audit/trail.ts';
import { dataFolder } from '#main/kernel/data-folder.ts';
import { type Device, loadDevice } from '#main/kernel/device/device.ts';
import { DeviceStandings } from '#main/kernel/device/standing.ts';
import { readDatabaseKey } from '#main/kernel/keys/database-key.ts';
import { readKeyInfo } from '#main/kernel/keys/key-info.ts';
import { enqueueRecord } from '#main/kernel/outbox/outbox.ts';
import { saveSealed } from '#main/kernel/outbox/sealed-attachments.ts';
import { httpLink } from '#main/kernel/server/http-link.ts';
import { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import { openStore } from '#main/store/open.ts';
import type { Store } from '#main/store/store.ts';
import { recordToSave } from '#main/test-bench/saved-record.ts';
import { largestPieceBytes } from '#src/contract/sync/attachments.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { randomBytes, randomId, randomNonce } from '#src/node/crypto/random.ts';
import { FakeStation } from '#test/crash/clerk/fake-station.ts';
import { demonstrationBranch } from '#test/support/founded-server.ts';
import { initialiseServer, issueEnrolmentCode, randomSecrets, ServerProcess } from '#test/support/server-process.ts';
import { CutLine, type CutLineOptions } from './cut-line.ts';

export interface AttachmentsRun {
  readonly files: number;
  readonly fileBytes: number;
  readonly line: CutLineOptions;
  /** Made where it is missing. */
  readonly folder: string;
}

export interface AttachmentsReport {
  readonly bytes: number;
  readonly sentBytes: number;
  readonly cuts: number;
  /** Attempts that ended with a broken line. */
  readonly attempts: number;
  readonly faults: readonly string[];
  readonly peakMiB: { readonly workstation: number; readonly server: number | null };
  readonly seconds: number;
}

/** What one workstation may have at the server for records that are not there yet is 512 MiB. */
const bytesPerStation = 500 * 1_048_576;
const mostAttempts = 10_000;

interface Upload {
  readonly store: Store;
  readonly device: Device;
  readonly station: FakeStation;
}

/** A workstation is enrolled by the program itself; then its store is taken over. */
async function enrolled(folder: string, address: string, code: string): Promise<Upload> {
  const station = new FakeStation({ folder, link: httpLink() });
  await station.start({ address, code, name: 'Counter' });
  await station.close();
  const files = dataFolder(station.dataDir);
  const info = readKeyInfo(files.keyInfo);
  if (info === null || info === 'unreadable') throw new Error('no key-info');
  const key = await readDatabaseKey(station.keychain, info);
  const store = openStore({ path: files.database, cipher: info.cipher, key });
  const device = loadDevice(store);
  if (device === null) throw new Error('not enrolled');
  return { store, device, station };
}

/** Sends one file until it is there. @returns the attempts it took */
async function sendOne({ store, device, station }: Upload, lineUrl: string, bytes: Uint8Array): Promise<number> {
  const record = { recordId: randomId(), revision: 1 };
  store.write((transaction) => {
    enqueueRecord(transaction, recordToSave({ ...record, envelope: JSON.stringify(record) }));
    saveSealed(transaction, record, [{ contentHash: sha256Hex(bytes), bytes }]);
  });
  const { clock } = station.time.ports();
  const time = new TrustedTime(clock, store);
  time.anchor(Date.now());
  const random = { bytes: randomBytes, id: randomId, nonce: randomNonce, fraction: () => 0 };
  const trail = new AuditTrail(time, new AuditScope());
  const standings = new DeviceStandings({ store, trail, emit: () => undefined });
  const ports = { store, random, time, standings, serverLink: httpLink() };
  const signal = new AbortController().signal;
  for (let attempts = 1; attempts <= mostAttempts; attempts++) {
    const sent = await sendAttachments({ ports, device: { ...device, serverAddress: lineUrl }, signal }, record);
    if (sent.ok) {
      store.write((transaction) => void transaction.run('DELETE FROM sealed_attachment'));
      return attempts;
    }
    if (sent.error.kind === 'refused') throw new Error(`refused: ${sent.error.error.code}`);
  }
  throw new Error('it never arrived');
}

/** Where the system tells it. */
function peakOf(pid: number): number | null {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return null;
  const kibibytes = /VmHWM:\s+(\d+)/u.exec(readFileSync(path, 'utf8'))?.[1];
  return kibibytes === undefined ? null : Math.round(Number(kibibytes) / 1_024);
}

export async function runAttachments({ files, fileBytes, line: options, folder }: AttachmentsRun): Promise<AttachmentsReport> {
  const from = performance.now();
  const secrets = randomSecrets();
  const serverDir = `${folder}/server`;
  await initialiseServer(serverDir, secrets);
  const server = await ServerProcess.start(serverDir, secrets);
  const line = await CutLine.to(server.url, options);
  let upload: Upload | null = null;
  let [attempts, usedBytes] = [0, Number.POSITIVE_INFINITY];
  const faults: string[] = [];
  try {
    for (let file = 0; file < files; file++) {
      if (usedBytes + fileBytes > bytesPerStation) {
        upload?.store.close();
        const code = await issueEnrolmentCode(serverDir, secrets, demonstrationBranch);
        upload = await enrolled(`${folder}/station-${file}`, server.url, code);
        usedBytes = 0;
      }
      if (upload !== null) attempts += await sendOne(upload, line.url, randomBytes(fileBytes));
      usedBytes += fileBytes;
    }
  } catch (error) {
    faults.push(error instanceof Error ? error.message : String(error));
  }
  const peakMiB = { workstation: Math.round(process.resourceUsage().maxRSS / 1_024), server: peakOf(server.pid) };
  upload?.store.close();
  await line.stop();
  await server.stop('SIGKILL');
  const { sentBytes, cuts } = line;
  return { bytes: files * fileBytes, sentBytes, cuts, attempts, faults, peakMiB, seconds: (performance.now() - from) / 1_000 };
}

/** What a line without a cut would have carried: pieces in base64url, and at most so much around each. */
export function leastBytes({ bytes }: Pick<AttachmentsReport, 'bytes'>): number {
  const aroundPiece = 1_000;
  return Math.ceil((bytes * 4) / 3) + Math.ceil(bytes / largestPieceBytes) * aroundPiece;
}
