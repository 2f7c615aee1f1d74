// What an administrator works on before it is published (R1.4, R2.1, R2.2, R2.5): forms, notices and services, unfinished as they are.
// A draft may lack any text; only publishing asks for all of them. A published item is a draft with a version.
import * as z from 'zod';
import { signatureWanted } from '#src/domain/attachments/schema.ts';
import { noticeDefinition, noticeSection, noticeTopics } from '#src/domain/consent/schema.ts';
import { publishingCodes } from '#src/domain/forms/publishing.ts';
import { condition, fieldDefinition, fieldInput, formDefinition, reviewCheck } from '#src/domain/forms/schema.ts';
import { service } from '#src/domain/organisation/schema.ts';

/** Longer than any sentence at a field, and than any section of a notice. */
const draftText = z.object({ 'zh-CN': z.string().max(5_000), en: z.string().max(5_000) });
const id = z.string().max(60);

const draftOptions = z.array(z.object({ value: z.string().max(200), label: draftText })).max(2_000);
const draftInput = z.union([
  z.object({ kind: z.literal('choice'), options: draftOptions, agreesWith: id.exactOptional() }),
  z.object({ kind: z.literal('choices'), options: draftOptions }),
  fieldInput,
]);

export const fieldDraft = fieldDefinition.extend({
  name: id,
  label: draftText,
  help: draftText,
  purpose: draftText,
  necessity: draftText,
  class: id,
  input: draftInput,
  showWhen: condition.exactOptional(),
  requireWhen: condition.exactOptional(),
});

export type FieldDraft = z.infer<typeof fieldDraft>;

export const formDraft = formDefinition.omit({ version: true }).extend({
  id,
  title: draftText,
  fields: z.array(fieldDraft).max(300),
  reviewChecks: z.array(reviewCheck.extend({ id, label: draftText })).max(40),
});
export type FormDraft = z.infer<typeof formDraft>;

export const noticeDraft = z.object({
  id,
  title: draftText,
  sections: z.array(noticeSection.extend({ heading: draftText, body: draftText })).max(noticeTopics.length),
  signature: signatureWanted.exactOptional(),
});

export type NoticeDraft = z.infer<typeof noticeDraft>;

export const serviceDraft = service.extend({ id, name: draftText, formId: id, noticeId: id, needsSecondReview: z.boolean() });
export type ServiceDraft = z.infer<typeof serviceDraft>;

/** One thing that is published by itself. */
export const designItem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('form'), content: formDraft }),
  z.object({ kind: z.literal('notice'), content: noticeDraft }),
  z.object({ kind: z.literal('service'), content: serviceDraft }),
]);
export type DesignItem = z.infer<typeof designItem>;

/** More than anybody reads through before signing for it. */
export const mostPublishedTogether = 40;

export const publishingProblem = z.object({
  /** Which of several items; absent: the first. */
  item: z.int().min(0).exactOptional(),
  path: z.string(),
  code: z.enum(publishingCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

export const designKind = z.enum(['form', 'notice', 'service']);
export type DesignKind = z.infer<typeof designKind>;

/** What is published and what a draft is judged against. */
export const catalogue = z.object({
  /** Version of the configuration. */
  version: z.int().positive(),
  classes: z.array(z.string()),
  forms: z.array(formDefinition),
  notices: z.array(noticeDefinition),
  services: z.array(service),
});
export type Catalogue = z.infer<typeof catalogue>;
