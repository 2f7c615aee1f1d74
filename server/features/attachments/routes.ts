import type { FastifyInstance } from 'fastify';
import { type Authenticate, addDeviceRoute } from '#server/plugins/contract-route.ts';
import { routes } from '#src/contract/sync/index.ts';
import type { AttachmentsService } from './service.ts';

export function addAttachmentRoutes(app: FastifyInstance, service: AttachmentsService, authenticate: Authenticate): void {
  addDeviceRoute(app, routes.attachmentProgress, authenticate, (request, caller) => service.progress(caller.deviceId, request));
  addDeviceRoute(app, routes.attachments, authenticate, (request, caller) => service.takePiece(caller.deviceId, request));
}
