// The notice (告知书, R2.5) and what is recorded of a subject's answer to it.
import * as z from 'zod';
import { instant } from '#src/base/instant.ts';
import { language, localText } from '#src/base/language.ts';
import { signatureWanted } from '#src/domain/attachments/schema.ts';

/** Purpose, scope, method, rules of use, storage period, who sees it, the subject's rights. */
export const noticeTopics = ['purpose', 'scope', 'method', 'rules', 'retention', 'recipients', 'rights'] as const;

/** One heading of a notice. */
export const noticeSection = z.object({
  topic: z.enum(noticeTopics),
  heading: localText,
  body: localText,
});

export const requiredTopics = ['purpose', 'scope', 'method', 'rules'] as const;

/** A notice version. R2.5 names four topics; a notice without one of them cannot be published. */
export const noticeDefinition = z
  .object({
    id: z.string().min(1),
    version: z.int().positive(),
    title: localText,
    sections: z.array(noticeSection),
    /** The subject signs the notice by hand before accepting it. Absent: nobody is asked to. */
    signature: signatureWanted.exactOptional(),
  })
  .refine((notice) => requiredTopics.every((topic) => notice.sections.some((section) => section.topic === topic)), {
    message: 'a notice states purpose, scope, method and rules of use (R2.5)',
  });
export type NoticeDefinition = z.infer<typeof noticeDefinition>;

/** Who stood at the counter and accepted: the subject, or who acts for them (a minor's guardian, an agent with an authorisation). */
export const acceptingParty = z.enum(['subject', 'guardian', 'agent']);
export type AcceptingParty = z.infer<typeof acceptingParty>;

/** The acceptance, recorded before the first field unlocks (R2.5). */
export const noticeAcceptance = z.object({
  noticeId: z.string(),
  noticeVersion: z.int(),
  language,
  /** `printed`: a paper of it came out before it was accepted; it was on the screen as well. */
  channel: z.enum(['screen', 'printed']),
  /** Absent means the subject. Never filled in by default: a record's header is compared with its exact text. */
  acceptedBy: acceptingParty.exactOptional(),
  acceptedAt: instant,
});
export type NoticeAcceptance = z.infer<typeof noticeAcceptance>;

/** The separate answer to one supplementary field (R2.6). `agreed: false` never blocks the service. */
export const fieldConsent = z.object({ field: z.string(), agreed: z.boolean(), decidedAt: instant });
export type FieldConsent = z.infer<typeof fieldConsent>;
