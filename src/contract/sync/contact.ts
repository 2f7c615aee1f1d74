// Contact of a subject (R3.3): the server makes codes and checks them, a workstation never sees one before it was typed.
import * as z from 'zod';
import { instant } from '#src/base/instant.ts';
import { language } from '#src/base/language.ts';
import { sealedPhone } from '#src/crypto/contact.ts';
import { signedDocument } from '#src/crypto/signed.ts';
import { callRecord, contactFact } from '#src/domain/contact/schema.ts';
import { registrationId } from '#src/domain/registration/schema.ts';

const asked = {
  protocol: z.int(),
  /** Chosen by the workstation: asked twice, one message is sent. */
  codeId: z.uuid(),
  recordId: registrationId,
  phone: sealedPhone,
};

/** POST /v1/contact/codes — sends a code to the number. */
export const codeRequest = z.object({ ...asked, staffId: z.string().min(1).max(200), language });
export const codeResponse = z.object({
  expiresAt: instant,
  /** When the next one may be asked for. */
  resendAt: instant,
  /** False: the provider did not say that it was sent. It may arrive all the same, and then counts. */
  isSure: z.boolean(),
});

/** POST /v1/contact/checks — spends a code. The same code again gets the same fact, as an answer may have been lost. */
export const codeCheckRequest = z.object({ ...asked, code: z.string().regex(/^\d{6}$/) });
export const codeCheckResponse = z.object({ fact: signedDocument });

/** Body of the signed `contact-fact` document. */
export const signedContactFact = z.object({ organisationId: z.string(), deviceId: z.string(), fact: contactFact });

/** POST /v1/contact/calls — calls a clerk has recorded. */
export const callsRequest = z.object({
  protocol: z.int(),
  calls: z.array(contactFact).min(1).max(100),
  /** Call → the saved revision whose number was called. One of a registration in progress is missing: its record will name it. */
  revisions: z.record(z.uuid(), z.int().positive()).default({}),
});
export const callsResponse = z.object({
  /** Those that are kept here now, also from before; one that is missing is not this workstation's to tell. */
  kept: z.array(z.uuid()),
  /** Of these, those about which the telephone system is still asked: told again, they bring what it says. */
  awaited: z.array(z.uuid()).default([]),
  /** Signed `call-records`: what it said of those that were told; null where it said nothing. */
  records: signedDocument.nullable().default(null),
});

/** Body of the signed `call-records` document. */
export const signedCallRecords = z.object({
  organisationId: z.string(),
  deviceId: z.string(),
  records: z.array(callRecord).max(100),
});
