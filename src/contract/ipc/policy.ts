import * as z from 'zod';
import { defineCalls } from '#src/contract/ipc/define.ts';
import { limit } from '#src/domain/policy/limits.ts';

export const policyCalls = defineCalls({
  /** How near this workstation is to each limit of the policy; empty before the enrolment. Also asked before sign-in. */
  'policy.limits': {
    input: z.object({}),
    output: z.object({ limits: z.array(limit) }),
    errors: [],
    permission: 'public',
    audit: null,
  },
});
