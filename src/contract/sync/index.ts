// The table of the wire: what a client may ask of the server, how large it may be, what each answer holds, and how it may be refused.
import * as z from 'zod';
import type { ErrorCode } from '#src/contract/errors.ts';
import { attachmentProgress, pieceRequest, progressRequest, progressResponse } from '#src/contract/sync/attachments.ts';
import {
  callsRequest,
  callsResponse,
  codeCheckRequest,
  codeCheckResponse,
  codeRequest,
  codeResponse,
} from '#src/contract/sync/contact.ts';
import { daysRequest } from '#src/contract/sync/days.ts';
import { fleetRequest, fleetResponse, statusRequest, statusResponse } from '#src/contract/sync/devices.ts';
import { logRequest, logResponse } from '#src/contract/sync/log.ts';
import {
  configurationResponse,
  enrolRequest,
  enrolResponse,
  headRequest,
  headResponse,
  probeRequest,
  probeResponse,
  publishRequest,
  publishResponse,
  pushRequest,
  pushResponse,
} from '#src/contract/sync/messages.ts';
import {
  listRequest,
  listResponse,
  openRequest,
  openResponse,
  pictureRequest,
  pictureResponse,
  rightsResponse,
} from '#src/contract/sync/reading.ts';
import { administrators, always, persons, signed } from '#src/contract/sync/refusals.ts';
import {
  restrictionListRequest,
  restrictionPageRequest,
  restrictionsRequest,
  restrictionsResponse,
} from '#src/contract/sync/restriction.ts';
import {
  passphraseRequest,
  passphraseResponse,
  sessionRequest,
  sessionResponse,
  staffRequest,
} from '#src/contract/sync/staff.ts';
import { statisticsRequest } from '#src/contract/sync/statistics.ts';
import { requestsRequest, requestsResponse } from '#src/contract/sync/subject-requests.ts';
import { verificationRequest } from '#src/contract/sync/verification.ts';
import { signedDocument } from '#src/crypto/signed.ts';
import type { Permission } from '#src/domain/access/roles.ts';
import { statistics } from '#src/domain/statistics/schema.ts';

const kibibyte = 1024;

interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly request: z.ZodObject;
  readonly response: z.ZodType;
  readonly isDeviceSigned: boolean;
  /** What a person needs who asks this by their proof of some minutes ago; absent: the body names no such proof. */
  readonly permission?: Permission;
  /** Of the body. Whoever sends one has not proved anything yet. */
  readonly maximumBytes: number;
  /** Every code an answer may hold. */
  readonly refusals: readonly ErrorCode[];
}

export const routes = {
  enrol: {
    method: 'POST',
    path: '/v1/enrol',
    request: enrolRequest,
    response: enrolResponse,
    isDeviceSigned: false,
    maximumBytes: 4 * kibibyte,
    refusals: [...always, 'devices/code-malformed', 'devices/code-refused'],
  },
  probe: {
    method: 'GET',
    path: '/v1/probe',
    request: probeRequest,
    response: probeResponse,
    isDeviceSigned: false,
    maximumBytes: 0,
    refusals: always,
  },
  configuration: {
    method: 'GET',
    path: '/v1/configuration',
    request: z.object({}),
    response: configurationResponse,
    isDeviceSigned: true,
    maximumBytes: 0,
    refusals: signed,
  },
  heads: {
    method: 'POST',
    path: '/v1/heads',
    request: headRequest,
    response: headResponse,
    isDeviceSigned: true,
    maximumBytes: 4 * kibibyte,
    refusals: signed,
  },
  status: {
    method: 'POST',
    path: '/v1/status',
    request: statusRequest,
    response: statusResponse,
    isDeviceSigned: true,
    maximumBytes: 4 * kibibyte,
    refusals: signed,
  },
  fleet: {
    method: 'POST',
    path: '/v1/fleet',
    request: fleetRequest,
    response: fleetResponse,
    isDeviceSigned: true,
    maximumBytes: 64 * kibibyte,
    refusals: [
      ...signed,
      ...administrators,
      'devices/no-such-device',
      'devices/already-ended',
      'devices/not-active',
      'devices/other-branch',
      'devices/already-replaced',
    ],
  },
  sessionBegin: {
    method: 'POST',
    path: '/v1/staff/session',
    request: sessionRequest,
    response: sessionResponse,
    isDeviceSigned: true,
    maximumBytes: 4 * kibibyte,
    refusals: [...signed, ...administrators],
  },
  sessionEnd: {
    method: 'POST',
    path: '/v1/staff/session/end',
    request: staffRequest,
    response: z.object({}),
    isDeviceSigned: true,
    maximumBytes: 4 * kibibyte,
    refusals: signed,
  },
  passphrase: {
    method: 'POST',
    path: '/v1/staff/passphrase',
    request: passphraseRequest,
    response: passphraseResponse,
    isDeviceSigned: true,
    maximumBytes: 4 * kibibyte,
    refusals: [
      ...signed,
      'staff/wrong-credentials',
      'staff/too-many-attempts',
      'staff/not-cleared',
      'staff/inactive',
      'staff/passphrase-unchanged',
      'staff/passphrase-overtaken',
    ],
  },
  readingRights: {
    method: 'POST',
    path: '/v1/reading/rights',
    request: staffRequest,
    response: rightsResponse,
    isDeviceSigned: true,
    permission: 'central:list',
    maximumBytes: 4 * kibibyte,
    refusals: persons,
  },
  readingList: {
    method: 'POST',
    path: '/v1/reading/list',
    request: listRequest,
    response: listResponse,
    isDeviceSigned: true,
    permission: 'central:list',
    maximumBytes: 4 * kibibyte,
    refusals: [...persons, 'agent/gone'],
  },
  readingOpen: {
    method: 'POST',
    path: '/v1/reading/open',
    request: openRequest,
    response: openResponse,
    isDeviceSigned: true,
    permission: 'central:list',
    maximumBytes: 4 * kibibyte,
    refusals: [...persons, 'reading/not-granted', 'reading/unknown', 'agent/gone', 'agent/sealed-unreadable'],
  },
  readingPicture: {
    method: 'POST',
    path: '/v1/reading/picture',
    request: pictureRequest,
    response: pictureResponse,
    isDeviceSigned: true,
    permission: 'central:list',
    maximumBytes: 4 * kibibyte,
    refusals: [...persons, 'reading/not-granted', 'reading/unknown', 'agent/gone', 'agent/sealed-unreadable'],
  },
  statistics: {
    method: 'POST',
    path: '/v1/statistics',
    request: statisticsRequest,
    response: statistics,
    isDeviceSigned: true,
    permission: 'statistics:view',
    maximumBytes: 4 * kibibyte,
    refusals: persons,
  },
  log: {
    method: 'POST',
    path: '/v1/log',
    request: logRequest,
    response: logResponse,
    isDeviceSigned: true,
    maximumBytes: 4 * kibibyte,
    refusals: signed,
  },
  publish: {
    method: 'POST',
    path: '/v1/design',
    request: publishRequest,
    response: publishResponse,
    isDeviceSigned: true,
    maximumBytes: 8 * kibibyte * kibibyte,
    refusals: [...signed, ...administrators, 'design/refused', 'design/overtaken'],
  },
  attachmentProgress: {
    method: 'POST',
    path: '/v1/attachments/progress',
    request: progressRequest,
    response: progressResponse,
    isDeviceSigned: true,
    maximumBytes: 16 * kibibyte,
    refusals: signed,
  },
  attachments: {
    method: 'POST',
    path: '/v1/attachments',
    request: pieceRequest,
    response: attachmentProgress,
    isDeviceSigned: true,
    maximumBytes: 512 * kibibyte,
    refusals: [...signed, 'sync/attachment-invalid', 'sync/attachment-quota'],
  },
  verification: {
    method: 'POST',
    path: '/v1/verification',
    request: verificationRequest,
    response: z.object({ page: signedDocument }),
    isDeviceSigned: true,
    maximumBytes: 4 * kibibyte,
    refusals: signed,
  },
  contactCodes: {
    method: 'POST',
    path: '/v1/contact/codes',
    request: codeRequest,
    response: codeResponse,
    isDeviceSigned: true,
    maximumBytes: 4 * kibibyte,
    refusals: [
      ...signed,
      'contact/not-asked',
      'contact/not-mobile',
      'contact/too-soon',
      'contact/too-many',
      'contact/not-sent',
      'contact/undeliverable',
      'contact/code-unknown',
    ],
  },
  contactChecks: {
    method: 'POST',
    path: '/v1/contact/checks',
    request: codeCheckRequest,
    response: codeCheckResponse,
    isDeviceSigned: true,
    maximumBytes: 4 * kibibyte,
    refusals: [
      ...signed,
      'contact/not-sent',
      'contact/code-unknown',
      'contact/code-expired',
      'contact/code-exhausted',
      'contact/code-wrong',
      'contact/number-changed',
    ],
  },
  contactCalls: {
    method: 'POST',
    path: '/v1/contact/calls',
    request: callsRequest,
    response: callsResponse,
    isDeviceSigned: true,
    maximumBytes: 64 * kibibyte,
    refusals: signed,
  },
  days: {
    method: 'POST',
    path: '/v1/days',
    request: daysRequest,
    response: z.object({ page: signedDocument }),
    isDeviceSigned: true,
    maximumBytes: 2 * kibibyte * kibibyte,
    refusals: signed,
  },
  requests: {
    method: 'POST',
    path: '/v1/requests',
    request: requestsRequest,
    response: requestsResponse,
    isDeviceSigned: true,
    permission: 'requests:handle',
    maximumBytes: 256 * kibibyte,
    refusals: [
      ...persons,
      'agent/gone',
      'agent/sealed-unreadable',
      'requests/unknown',
      'requests/subject-unknown',
      'requests/not-now',
      'requests/other-person-needed',
      'requests/record-changed',
      'requests/values-refused',
      'requests/nothing-changed',
    ],
  },
  restrictionPages: {
    method: 'POST',
    path: '/v1/restriction-pages',
    request: restrictionPageRequest,
    response: z.object({ page: signedDocument }),
    isDeviceSigned: true,
    maximumBytes: 4 * kibibyte,
    refusals: signed,
  },
  restrictionList: {
    method: 'POST',
    path: '/v1/restrictions/list',
    request: restrictionListRequest,
    response: restrictionsResponse,
    isDeviceSigned: true,
    permission: 'restrictions:decide',
    maximumBytes: 4 * kibibyte,
    refusals: persons,
  },
  restrictions: {
    method: 'POST',
    path: '/v1/restrictions',
    request: restrictionsRequest,
    response: restrictionsResponse,
    isDeviceSigned: true,
    maximumBytes: 16 * kibibyte,
    refusals: [
      ...signed,
      ...administrators,
      'restriction/unknown',
      'restriction/overtaken',
      'restriction/not-possible',
      'restriction/check-missing',
      'restriction/check-incomplete',
      'restriction/own-record',
    ],
  },
  records: {
    method: 'POST',
    path: '/v1/records',
    request: pushRequest,
    response: pushResponse,
    isDeviceSigned: true,
    maximumBytes: 16 * kibibyte * kibibyte,
    refusals: signed,
  },
} as const satisfies Record<string, Route>;
