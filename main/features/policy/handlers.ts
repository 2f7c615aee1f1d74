import type { Handlers } from '#src/contract/ipc/define.ts';
import type { policyCalls } from '#src/contract/ipc/policy.ts';
import type { PolicyPorts } from './ports.ts';
import { readLimits } from './service.ts';

export function policyHandlers(ports: PolicyPorts): Handlers<typeof policyCalls> {
  return { 'policy.limits': () => ({ limits: [...readLimits(ports)] }) };
}
