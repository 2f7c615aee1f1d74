// What a person reads at the server about records of the whole organisation (R1.3, R5.2).
import * as z from 'zod';
import { localText } from '#src/base/language.ts';
import { staffRequest } from '#src/contract/sync/staff.ts';
import { imageMediaType, listedPicture, maximumAttachments, pictureText } from '#src/domain/attachments/schema.ts';
import { fieldDefinition } from '#src/domain/forms/schema.ts';
import { readingPurpose } from '#src/domain/reading/grants.ts';
import { listedRecord, recordFilter, recordsInPage } from '#src/domain/reading/schema.ts';
import { fieldValues, registrationId } from '#src/domain/registration/schema.ts';

const named = z.array(z.object({ id: z.string(), name: localText }));

/** POST /v1/reading/rights — which classes this person may read, what for, and what there is to look for. */
export const rightsResponse = z.object({
  classes: z.array(z.object({ className: z.string(), purposes: z.array(readingPurpose) })),
  branches: named,
  services: named,
});

const from = z.int().positive().nullable();

/** POST /v1/reading/list — newest first; `before` is the position to go on from, or null. */
export const listRequest = staffRequest.extend({ filter: recordFilter, before: from });
export const listResponse = z.object({ items: z.array(listedRecord).max(recordsInPage), before: from });

/** POST /v1/reading/open — one class of one record's newest revision, for a purpose. */
export const openRequest = staffRequest.extend({
  recordId: registrationId,
  className: z.string().min(1).max(100),
  purpose: readingPurpose,
});
export const openResponse = z.object({
  recordId: registrationId,
  revision: z.int().positive(),
  className: z.string(),
  /** Of this class, as the form had them that the record was captured with. */
  fields: z.array(fieldDefinition),
  /** A field that was not filled in is not there. */
  values: fieldValues,
  /** Of this class, as they belong to the record; each is opened by itself. */
  pictures: z.array(listedPicture).max(maximumAttachments).default([]),
});

/** POST /v1/reading/picture — one picture of a class, for a purpose. */
export const pictureRequest = openRequest.extend({ attachmentId: z.uuid() });
export const pictureResponse = z.object({
  recordId: registrationId,
  /** The one it was taken for. */
  revision: z.int().positive(),
  mediaType: imageMediaType,
  picture: pictureText,
});
