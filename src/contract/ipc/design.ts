import * as z from 'zod';
import { instant } from '#src/base/instant.ts';
import { defineCalls } from '#src/contract/ipc/define.ts';
import { stepUpErrors } from '#src/contract/ipc/step-up.ts';
import { catalogue, designItem, mostPublishedTogether } from '#src/domain/design/schema.ts';

const draftId = z.uuid();

/** One unpublished change. All administrators of this workstation work on the same drafts. */
const designDraft = z.object({
  draftId,
  item: designItem,
  /** What was published when the draft was begun; null for something new. */
  base: designItem.nullable(),
  editedBy: z.string(),
  editedAt: instant,
});
export type DesignDraft = z.infer<typeof designDraft>;

export const designCalls = defineCalls({
  /** What is published here, and every draft. */
  'design.overview': {
    input: z.object({}),
    output: z.object({ catalogue, drafts: z.array(designDraft) }),
    errors: ['devices/not-enrolled'],
    permission: 'forms:design',
    audit: null,
  },
  /** Begins a draft: of what is published under this kind and id, or of something new. One that exists already is answered instead. */
  'design.begin': {
    input: z.object({ item: designItem }),
    output: designDraft,
    errors: ['devices/not-enrolled'],
    permission: 'forms:design',
    audit: 'design.begun',
  },
  /** Keeps a draft as it is now, unchecked; called by the screen a moment after each change. */
  'design.save': {
    input: z.object({ draftId, item: designItem }),
    output: z.object({ editedAt: instant }),
    errors: ['design/unknown'],
    permission: 'forms:design',
    audit: null,
  },
  /** Somebody published a newer version: the draft has been compared with it and stands on it from now on. */
  'design.takeUp': {
    input: z.object({ draftId }),
    output: designDraft,
    errors: ['devices/not-enrolled', 'design/unknown'],
    permission: 'forms:design',
    audit: 'design.taken-up',
  },
  'design.discard': {
    input: z.object({ draftId }),
    output: z.object({}),
    errors: ['design/unknown'],
    permission: 'forms:design',
    audit: 'design.discarded',
  },
  /**
   * Publishes drafts through the network (R1.4, R2.2), all of them or none: the signed-in administrator proves themselves here and at the
   * server, once. The new configuration is in force on this workstation when this answers. Drafts that are refused stay.
   */
  'design.publish': {
    input: z.object({ draftIds: z.array(draftId).min(1).max(mostPublishedTogether), passphrase: z.string().min(1).max(200) }),
    output: z.object({ configurationVersion: z.int(), itemVersions: z.array(z.int().nullable()) }),
    errors: [
      'design/unknown',
      'design/refused',
      'design/overtaken',
      ...stepUpErrors,
      'devices/unknown',
      'devices/revoked',
      'devices/signature-refused',
      'internal/too-many-requests',
      'internal/too-large',
      'server/unreachable',
      'server/wrong-identity',
      'server/answer-invalid',
      'server/protocol-too-old',
    ],
    permission: 'forms:design',
    audit: 'design.published',
  },
});
