// The table of the wire: what a client may ask of the server, and what each answer holds.
import * as z from 'zod';
import { attachmentProgress, pieceRequest, progressRequest, progressResponse } from '#src/contract/sync/attachments.ts';
import { logRequest, logResponse } from '#src/contract/sync/log.ts';
import {
  configurationResponse,
  enrolRequest,
  enrolResponse,
  headRequest,
  headResponse,
  probe,
  publishRequest,
  publishResponse,
  pushRequest,
  pushResponse,
} from '#src/contract/sync/messages.ts';
import { signedDocument } from '#src/crypto/signed.ts';

export const routes = {
  enrol: { method: 'POST', path: '/v1/enrol', request: enrolRequest, response: enrolResponse, isDeviceSigned: false },
  probe: {
    method: 'GET',
    path: '/v1/probe',
    request: z.object({ nonce: probe.shape.nonce }),
    response: z.object({ probe: signedDocument }),
    isDeviceSigned: false,
  },
  configuration: {
    method: 'GET',
    path: '/v1/configuration',
    request: z.object({}),
    response: configurationResponse,
    isDeviceSigned: true,
  },
  heads: { method: 'POST', path: '/v1/heads', request: headRequest, response: headResponse, isDeviceSigned: true },
  log: { method: 'POST', path: '/v1/log', request: logRequest, response: logResponse, isDeviceSigned: true },
  publish: { method: 'POST', path: '/v1/design', request: publishRequest, response: publishResponse, isDeviceSigned: true },
  attachmentProgress: {
    method: 'POST',
    path: '/v1/attachments/progress',
    request: progressRequest,
    response: progressResponse,
    isDeviceSigned: true,
  },
  attachments: {
    method: 'POST',
    path: '/v1/attachments',
    request: pieceRequest,
    response: attachmentProgress,
    isDeviceSigned: true,
  },
  records: { method: 'POST', path: '/v1/records', request: pushRequest, response: pushResponse, isDeviceSigned: true },
} as const;
