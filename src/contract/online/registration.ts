// What the page of the online channel (R2.3) and the server say to each other while a subject registers.
import * as z from 'zod';
import { instant, isoDate } from '#src/base/instant.ts';
import { language, localText } from '#src/base/language.ts';
import { maximumAttachments, signatureRefusal } from '#src/domain/attachments/schema.ts';
import { acceptingParty, noticeDefinition } from '#src/domain/consent/schema.ts';
import { formDefinition } from '#src/domain/forms/schema.ts';
import { onlineObstacles } from '#src/domain/online/offer.ts';
import { service } from '#src/domain/organisation/schema.ts';
import { fieldValues } from '#src/domain/registration/schema.ts';
import { inkText, pictureText } from './pictures.ts';

/** Made by the page when a registration begins: 16 random bytes. Whoever knows it may ask what became of it, and sends it once. */
export const attempt = z.string().regex(/^[A-Za-z0-9_-]{22}$/);

export const none = z.object({});

const offeredService = service.pick({ id: true, kind: true, name: true }).extend({
  /** Why it is done at a counter only; null: it can be done here. */
  obstacle: z.enum(onlineObstacles).nullable(),
});
export type OfferedService = z.infer<typeof offeredService>;

export const start = z.object({
  organisation: localText,
  services: z.array(offeredService),
  /** Whether codes can be sent by SMS: without it nobody can prove who they are. */
  canProve: z.boolean(),
  /** The server's day, by which dates and ages are judged. */
  today: isoDate,
});
export type Start = z.infer<typeof start>;

export const noticeRequest = z.object({ serviceId: z.string().max(200) });
export const noticeAnswer = z.object({
  notice: noticeDefinition,
  /** Who may accept it: the subject, and who acts for them where the form has a place for it. */
  parties: z.array(acceptingParty).min(1),
});

/** A signature that was asked for and not given, with the reason. */
const notSigned = z.strictObject({ declined: signatureRefusal });
/** The ink itself waits in the page; what was written at the acceptance is known by the hash of its picture. */
const noticeInk = z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });

export const acceptRequest = z.object({
  serviceId: z.string().max(200),
  noticeId: z.string().max(200),
  noticeVersion: z.int(),
  language,
  acceptedBy: acceptingParty,
  /** Null: the notice asks for none. */
  signature: z.union([noticeInk, notSigned]).nullable(),
});
export const accepted = z.object({
  /** Sent back with every request of this registration; held in the page only, so that a cookie alone is worth nothing. */
  page: z.string(),
  form: formDefinition,
  acceptedAt: instant,
  today: isoDate,
  /** The field whose number is confirmed by a code before the form is submitted; null: nobody asks for it. */
  phoneField: z.string().nullable(),
});

export const decideRequest = z.object({ field: z.string().max(60), agreed: z.boolean() });

export const checkRequest = z.object({ values: fieldValues });
export const checked = z.object({ values: fieldValues, leftOut: z.array(z.string()) });

/** Checked by the form's own rules before anything is sent. */
const phone = z.string().max(100);
export const phoneCodeRequest = z.object({ attempt, codeId: z.uuid(), phone });
export const phoneCheckRequest = phoneCodeRequest.extend({ code: z.string().regex(/^\d{6}$/) });

const sentPicture = z.object({ field: z.string().max(60), id: z.uuid(), bytes: pictureText });
export type SentPicture = z.infer<typeof sentPicture>;
const formInk = z.union([z.strictObject({ bytes: inkText }), notSigned]);
export type FormInk = z.infer<typeof formInk>;

export const submitRequest = z.object({
  attempt,
  values: fieldValues,
  /** Those the values name; the page draws them anew before they leave. */
  pictures: z.array(sentPicture).max(maximumAttachments),
  /** What was written under the notice; null: nothing. */
  noticeInk: inkText.nullable(),
  /** What was written under exactly these values, or why nothing was; null: not asked, or left open. */
  formInk: formInk.nullable(),
});
export const statusRequest = z.object({ attempt });

/** What the subject keeps: it names the record and says nothing about them. */
export const onlineReceipt = z.object({
  reference: z.string(),
  recordId: z.uuid(),
  contentHash: z.string(),
  service: localText,
  receivedAt: instant,
});
export type OnlineReceipt = z.infer<typeof onlineReceipt>;
export const submitted = z.object({ receipt: onlineReceipt });
export const status = z.object({ receipt: onlineReceipt.nullable() });
