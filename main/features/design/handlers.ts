import { requireSession } from '#main/kernel/session/require-session.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import type { designCalls } from '#src/contract/ipc/design.ts';
import { beginDraft, discardDraft, overview, saveDraft, takeUpDraft } from './drafts.ts';
import type { DesignPorts } from './ports.ts';
import { publishDrafts } from './publish.ts';

export function designHandlers(ports: DesignPorts): Handlers<typeof designCalls> {
  return {
    'design.overview': () => overview(ports),
    'design.begin': ({ item }, context) => beginDraft(ports, requireSession(context), item),
    'design.save': ({ draftId, item }, context) => saveDraft(ports, requireSession(context), draftId, item),
    'design.takeUp': ({ draftId }, context) => takeUpDraft(ports, requireSession(context), draftId),
    'design.discard': ({ draftId }, context) => {
      discardDraft(ports, requireSession(context), draftId);
      return {};
    },
    'design.publish': (input, context) => publishDrafts(ports, requireSession(context), input),
  };
}
