// The routes of the online channel's page. They are no part of the wire between workstation and server: page and server come from one
// build, so nothing here has a version.
import * as z from 'zod';
import { mostProofPictures } from '#src/domain/subject-requests/proof-pictures.ts';
import * as own from './own.ts';
import { attachedBytes, bytesOfPictures } from './pictures.ts';
import * as registration from './registration.ts';

interface PageRoute {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly request: z.ZodObject;
  readonly response: z.ZodObject;
  readonly maximumBytes: number;
}

/** A long form, typed to its limits. */
export const formBytes = 256 * 1024;
const smallBytes = 4 * 1024;

export const pageRoutes = {
  start: { method: 'GET', path: '/online/api/start', request: registration.none, response: registration.start, maximumBytes: 0 },
  notice: {
    method: 'GET',
    path: '/online/api/notice',
    request: registration.noticeRequest,
    response: registration.noticeAnswer,
    maximumBytes: 0,
  },
  accept: {
    method: 'POST',
    path: '/online/api/accept',
    request: registration.acceptRequest,
    response: registration.accepted,
    maximumBytes: smallBytes,
  },
  decide: {
    method: 'POST',
    path: '/online/api/decide',
    request: registration.decideRequest,
    response: registration.none,
    maximumBytes: smallBytes,
  },
  check: {
    method: 'POST',
    path: '/online/api/check',
    request: registration.checkRequest,
    response: registration.checked,
    maximumBytes: formBytes,
  },
  phoneCode: {
    method: 'POST',
    path: '/online/api/phone-code',
    request: registration.phoneCodeRequest,
    response: registration.none,
    maximumBytes: smallBytes,
  },
  phoneCheck: {
    method: 'POST',
    path: '/online/api/phone-check',
    request: registration.phoneCheckRequest,
    response: registration.none,
    maximumBytes: smallBytes,
  },
  submit: {
    method: 'POST',
    path: '/online/api/submit',
    request: registration.submitRequest,
    response: registration.submitted,
    maximumBytes: formBytes + attachedBytes,
  },
  status: {
    method: 'POST',
    path: '/online/api/status',
    request: registration.statusRequest,
    response: registration.status,
    maximumBytes: smallBytes,
  },
  prove: {
    method: 'POST',
    path: '/online/api/prove',
    request: own.proveRequest,
    response: own.asked,
    maximumBytes: smallBytes,
  },
  confirm: {
    method: 'POST',
    path: '/online/api/confirm',
    request: own.confirmRequest,
    response: own.confirmed,
    maximumBytes: smallBytes,
  },
  copy: { method: 'POST', path: '/online/api/copy', request: registration.none, response: own.ownCopy, maximumBytes: smallBytes },
  requests: {
    method: 'POST',
    path: '/online/api/requests',
    request: registration.none,
    response: own.ownRequests,
    maximumBytes: smallBytes,
  },
  correct: {
    method: 'POST',
    path: '/online/api/correct',
    request: own.correctRequest,
    response: own.ownRequests,
    maximumBytes: formBytes + bytesOfPictures(mostProofPictures),
  },
  leave: {
    method: 'POST',
    path: '/online/api/leave',
    request: registration.none,
    response: registration.none,
    maximumBytes: smallBytes,
  },
} as const satisfies Record<string, PageRoute>;

export type PageRouteName = keyof typeof pageRoutes;
export type PageRequest<N extends PageRouteName> = z.input<(typeof pageRoutes)[N]['request']>;
export type PageAnswer<N extends PageRouteName> = z.output<(typeof pageRoutes)[N]['response']>;

/** Carries what `accepted` gave to the page. It has to be there even when it is empty: no form of another site can send it. */
export const pageHeader = 'x-countersign-page';

/** The answer to a request that was refused. */
export const pageRefusal = z.object({ error: z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) }) });
