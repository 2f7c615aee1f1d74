// The real machine behind the ports.

import { statfsSync } from 'node:fs';
import { dataFolder } from '#main/kernel/data-folder.ts';
import { FileLog } from '#main/kernel/file-log.ts';
import { httpDocumentReader } from '#main/kernel/http-document-reader.ts';
import { evaluationKeyStore } from '#main/kernel/keys/evaluation-key-store.ts';
import { osKeychain } from '#main/kernel/keys/os-keychain.ts';
import { httpLink } from '#main/kernel/server/http-link.ts';
import type { HostPorts, MachinePorts } from '#main/ports/app-ports.ts';
import type { Clock } from '#main/ports/clock.ts';
import type { Disk } from '#main/ports/disk.ts';
import type { StartOptions } from '#main/ports/worker-messages.ts';
import { randomBytes, randomId, randomNonce } from '#src/node/crypto/random.ts';

/** Time for a person to type the keyring's password into the system's prompt before it counts as locked. */
const keychainTimeoutMs = 45_000;

/** For a person to lay the document on the reader. */
const readerTimeoutMs = 20_000;

const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => Math.floor(performance.now()),
};

const mebibyte = 1_048_576;

/** The folder may not exist yet, and a system may refuse to say: then nothing is known. */
function diskOf(path: string): Disk {
  return {
    freeMebibytes: () => {
      try {
        const { bavail, bsize } = statfsSync(path);
        return Math.floor((bavail * bsize) / mebibyte);
      } catch {
        return null;
      }
    },
  };
}

export function realMachine(options: StartOptions, host: HostPorts): MachinePorts {
  const { keychain, reader } = options;
  return {
    clock: systemClock,
    random: { bytes: randomBytes, id: randomId, nonce: randomNonce, fraction: () => Math.random() },
    timers: {
      after: (delayMs, task) => {
        const timer = setTimeout(task, delayMs);
        return () => clearTimeout(timer);
      },
      every: (periodMs, task) => {
        const timer = setInterval(task, periodMs);
        timer.unref();
        return () => clearInterval(timer);
      },
    },
    keyStore: keychain.isEvaluation
      ? evaluationKeyStore(keychain.evaluationDir, options.dataDir)
      : osKeychain(keychain.service, keychainTimeoutMs),
    disk: diskOf(options.dataDir),
    serverLink: httpLink(host.systemProxy),
    ...host,
    readerAt: (address) => httpDocumentReader(address, readerTimeoutMs),
    readerOrder: reader ?? null,
    log: new FileLog(dataFolder(options.dataDir).log, systemClock),
  };
}
