import { requireSession } from '#main/kernel/session/require-session.ts';
import type { attachmentsCalls } from '#src/contract/ipc/attachments.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import type { AttachmentsPorts } from './ports.ts';
import { addImage, declineFormSignature, listAttachments, openCamera, removeImage, signForm, viewAttachment } from './service.ts';

export function attachmentsHandlers(ports: AttachmentsPorts): Handlers<typeof attachmentsCalls> {
  return {
    'attachments.openCamera': async (input, context) => {
      await openCamera(ports, requireSession(context), input);
      return {};
    },
    'attachments.closeCamera': async () => {
      await ports.camera.allow(false);
      return {};
    },
    'attachments.add': (input, context) => addImage(ports, requireSession(context), input),
    'attachments.remove': (input, context) => {
      removeImage(ports, requireSession(context), input);
      return {};
    },
    'attachments.list': (input, context) => listAttachments(ports, requireSession(context), input.registrationId),
    'attachments.view': (input, context) => viewAttachment(ports, requireSession(context), input),
    'attachments.sign': (input, context) => signForm(ports, requireSession(context), input),
    'attachments.declineSignature': (input, context) => declineFormSignature(ports, requireSession(context), input),
  };
}
