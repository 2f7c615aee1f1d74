import type { ServerKeys } from '#main/kernel/server-key/server-keys.ts';
import type { StepUp } from '#main/kernel/session/step-up.ts';
import type { ReadStore } from '#main/store/store.ts';

export interface ServerKeyPorts {
  readonly store: ReadStore;
  readonly serverKeys: ServerKeys;
  readonly stepUp: StepUp;
  /** The server can be spoken to again. */
  readonly confirmed: () => void;
}
