import { staffRequest } from '#src/contract/sync/staff.ts';
import { periodName } from '#src/domain/statistics/schema.ts';

/** POST /v1/statistics */
export const statisticsRequest = staffRequest.extend({ period: periodName });
