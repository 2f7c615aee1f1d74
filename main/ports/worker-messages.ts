// What crosses between Electron's main thread and the worker that runs the local program. Both sides import these types.
// The main thread adds nothing: a call goes in as the screen made it, and the dispatcher checks it. The other way the worker asks for
// what only Electron can do; each of these acts is a method of a port.
import type { Camera } from '#main/ports/camera.ts';
import type { Media } from '#main/ports/media.ts';
import type { Printer } from '#main/ports/printer.ts';
import type { SystemProxy } from '#main/ports/proxy.ts';
import type { ReaderService } from '#src/domain/documents/settings.ts';

/** Where the database key lives. The evaluation substitute is a plain folder and exists only by an explicit command line flag (S3). */
export type KeychainChoice =
  | { readonly isEvaluation: false; readonly service: string }
  | { readonly isEvaluation: true; readonly service: string /** Outside `dataDir`. */; readonly evaluationDir: string };

/** An enrolment given on the command line: done by itself during the start when the workstation is not enrolled (S7). */
export interface EnrolmentOrder {
  readonly address: string;
  readonly code: string;
  readonly name: string;
}

/** `workerData` of the worker thread. */
export interface StartOptions {
  /** Folder of everything the local program writes. Created when missing. */
  readonly dataDir: string;
  readonly appVersion: string;
  readonly keychain: KeychainChoice;
  readonly enrol?: EnrolmentOrder;
  readonly reader?: ReaderService;
}

/** The acts of the main thread, by the names that cross. */
export interface HostActs {
  readonly print: Printer['print'];
  readonly savePdf: Printer['savePdf'];
  readonly printers: Printer['printers'];
  readonly choosePlace: Media['choosePlace'];
  readonly allowCamera: Camera['allow'];
  readonly findProxy: SystemProxy['find'];
}
export type HostAct = keyof HostActs;

/**
 * To the worker. `answered` is the main thread's answer to an act, null when the act failed there.
 * `shutdown` closes the store cleanly and is answered with a null result; nothing may be sent after it.
 */
export type ToWorker =
  | { readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly id: number; readonly shutdown: true }
  | { readonly answered: number; readonly value: unknown };

/** From the worker: the answer to a message by its id (a Result of the call), an event for every window, or an act asked of the main thread. */
export type FromWorker =
  | { readonly id: number; readonly result: unknown }
  | { readonly event: string; readonly payload: unknown }
  | { readonly ask: number; readonly act: HostAct; readonly input: unknown };
