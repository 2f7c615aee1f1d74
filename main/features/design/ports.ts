import type { TakingOverPorts } from '#main/kernel/configuration/take-over.ts';
import type { AskingPorts } from '#main/kernel/server/ask-as-device.ts';
import type { ServerKeys } from '#main/kernel/server-key/server-keys.ts';
import type { StepUp } from '#main/kernel/session/step-up.ts';

export interface DesignPorts extends TakingOverPorts, AskingPorts {
  readonly stepUp: StepUp;
  readonly serverKeys: ServerKeys;
}
