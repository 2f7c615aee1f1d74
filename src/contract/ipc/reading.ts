import * as z from 'zod';
import type { ErrorCode } from '#src/contract/errors.ts';
import { defineCalls } from '#src/contract/ipc/define.ts';
import { personErrors } from '#src/contract/ipc/step-up.ts';
import {
  listRequest,
  listResponse,
  openRequest,
  openResponse,
  pictureRequest,
  pictureResponse,
  rightsResponse,
} from '#src/contract/sync/reading.ts';

const openErrors = [
  ...personErrors,
  'reading/not-granted',
  'reading/unknown',
  'agent/gone',
  'agent/sealed-unreadable',
] as const satisfies readonly ErrorCode[];

/** Everything here is asked of the server as the signed-in person, and audited there; nothing of it is kept at the workstation. */
export const readingCalls = defineCalls({
  /** Which classes this person may read, what for, and what there is to look for. */
  'reading.rights': {
    input: z.object({}),
    output: rightsResponse,
    errors: personErrors,
    permission: 'central:list',
    audit: null,
  },
  /** References of records, newest first; no value of them. */
  'reading.list': {
    input: listRequest.pick({ filter: true, before: true }),
    output: listResponse,
    errors: [...personErrors, 'agent/gone'],
    permission: 'central:list',
    audit: null,
  },
  /** One class of one record, for a purpose that a grant names (R1.3, R5.1). The server records it before it is opened; the screen hides it again. */
  'reading.open': {
    input: openRequest.pick({ recordId: true, className: true, purpose: true }),
    output: openResponse,
    errors: openErrors,
    permission: 'central:list',
    audit: 'central.opened',
  },
  /** One picture of a class, in the same way. */
  'reading.picture': {
    input: pictureRequest.pick({ recordId: true, className: true, purpose: true, attachmentId: true }),
    output: pictureResponse,
    errors: openErrors,
    permission: 'central:list',
    audit: 'central.opened',
  },
});
