import type { Clock } from '#main/ports/clock.ts';
import type { Disk } from '#main/ports/disk.ts';
import type { ConfiguredReader } from '#main/ports/document-reader.ts';
import type { KeyStore } from '#main/ports/key-store.ts';
import type { Log } from '#main/ports/log.ts';
import type { Media } from '#main/ports/media.ts';
import type { Printer } from '#main/ports/printer.ts';
import type { Random } from '#main/ports/random.ts';
import type { ServerLink } from '#main/ports/server-link.ts';
import type { Timers } from '#main/ports/timers.ts';

/** Everything the local program needs of the machine it runs on. */
export interface MachinePorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly timers: Timers;
  readonly keyStore: KeyStore;
  readonly disk: Disk;
  readonly serverLink: ServerLink;
  readonly log: Log;
  readonly printer: Printer;
  readonly media: Media;
  /** Null: this workstation has no document reader's service. */
  readonly documentReader: ConfiguredReader | null;
}
