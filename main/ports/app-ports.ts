import type { Camera } from '#main/ports/camera.ts';
import type { Clock } from '#main/ports/clock.ts';
import type { Disk } from '#main/ports/disk.ts';
import type { DocumentReader } from '#main/ports/document-reader.ts';
import type { KeyStore } from '#main/ports/key-store.ts';
import type { Log } from '#main/ports/log.ts';
import type { Media } from '#main/ports/media.ts';
import type { Printer } from '#main/ports/printer.ts';
import type { SystemProxy } from '#main/ports/proxy.ts';
import type { Random } from '#main/ports/random.ts';
import type { ServerLink } from '#main/ports/server-link.ts';
import type { Timers } from '#main/ports/timers.ts';
import type { ReaderService } from '#src/domain/documents/settings.ts';

/** What only Electron's main thread can do. */
export interface HostPorts {
  readonly printer: Printer;
  readonly media: Media;
  readonly camera: Camera;
  readonly systemProxy: SystemProxy;
}

/** Everything the local program needs of the machine it runs on. */
export interface MachinePorts extends HostPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly timers: Timers;
  readonly keyStore: KeyStore;
  readonly disk: Disk;
  readonly serverLink: ServerLink;
  readonly log: Log;
  /** A document reader's service at an address of this machine. */
  readonly readerAt: (address: string) => DocumentReader;
  /** The service the command line names; null: none. */
  readonly readerOrder: ReaderService | null;
}
