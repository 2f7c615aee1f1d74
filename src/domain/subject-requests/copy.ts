// What a subject is given: the copy of their data, and a slip about their request. Screen and paper show the same.
import * as z from 'zod';
import { instant, isoDate } from '#src/base/instant.ts';
import { language, localText } from '#src/base/language.ts';
import { listedPicture } from '#src/domain/attachments/schema.ts';
import { formDefinition } from '#src/domain/forms/schema.ts';
import { fieldValues, registrationId } from '#src/domain/registration/schema.ts';
import { refusalReason, requestKind, requestState } from './schema.ts';

/** A record of the subject, without anything it says. */
export const subjectRecord = z.object({
  recordId: registrationId,
  revision: z.int().positive(),
  serviceName: localText,
  submittedAt: instant,
  /** As its subject was asked. */
  form: formDefinition,
});
export type SubjectRecord = z.infer<typeof subjectRecord>;

/** Everything the organisation holds about the subject. */
export const subjectCopy = z.object({
  madeAt: instant,
  records: z.array(
    subjectRecord.extend({
      values: fieldValues,
      branch: localText,
      /** Kept sealed; how many there are. */
      earlierRevisions: z.int().nonnegative(),
      attachments: z.int().nonnegative(),
      /** The same, each to be asked for. */
      pictures: z.array(listedPicture).default([]),
      noticeAcceptedAt: instant,
    }),
  ),
  /** Whom it was shared with. */
  recipients: z.array(z.object({ name: localText, purpose: localText, at: instant })),
});
export type SubjectCopy = z.infer<typeof subjectCopy>;

const sheet = { language, organisation: localText, branch: localText, number: z.int().positive() };

/** The copy as it is printed. */
export const copySheet = z.object({ kind: z.literal('subject-copy'), ...sheet, copy: subjectCopy });
export type CopySheet = z.infer<typeof copySheet>;

/** What the subject takes home about a request: that it was taken in, by when it is answered, what became of it. No value is on it. */
export const slipSheet = z.object({
  kind: z.literal('request-slip'),
  ...sheet,
  requestKind,
  state: requestState,
  openedAt: instant,
  deadline: isoDate,
  /** Names of what was asked to be corrected. */
  fields: z.array(localText),
  /** Of the record, once it was corrected. */
  revision: z.int().positive().nullable(),
  reason: refusalReason.nullable(),
  madeAt: instant,
});
export type SlipSheet = z.infer<typeof slipSheet>;
