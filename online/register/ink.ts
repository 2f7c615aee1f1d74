// Handwriting as the page holds and sends it.
import { base64Of } from '#renderer/pictures/base64.ts';
import type { PageRequest } from '#src/contract/online/index.ts';
import type { SignatureRefusal } from '#src/domain/attachments/schema.ts';

/** A picture of handwriting, or why there is none. */
export type Ink = { readonly bytes: Uint8Array<ArrayBuffer> } | { readonly declined: SignatureRefusal };

/** What was written under the notice is known by its hash until it is sent with everything. */
export async function inkAtNotice(ink: Ink | null): Promise<PageRequest<'accept'>['signature']> {
  if (ink === null || 'declined' in ink) return ink;
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', ink.bytes));
  return { sha256: [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('') };
}

export function inkText(ink: Ink | null): string | null {
  return ink === null || 'declined' in ink ? null : base64Of(ink.bytes);
}

export function inkAtForm(ink: Ink | null): PageRequest<'submit'>['formInk'] {
  return ink === null || 'declined' in ink ? ink : { bytes: base64Of(ink.bytes) };
}
