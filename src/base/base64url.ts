// Bytes as text on the wire: RFC 4648 section 5 without padding. Checked by its characters and its length; zod's own format decodes
// every text to find the same out, and a batch of records holds thousands of them.
import * as z from 'zod';

const characters = /^[A-Za-z0-9_-]*$/;

/** A single character over whole groups of four holds no byte. */
function isBase64url(text: string): boolean {
  return text.length % 4 !== 1 && characters.test(text);
}

/** A schema of its own at each place, because what is chained to it differs. */
export const base64url = z
  .stringFormat('base64url', isBase64url)
  .meta({ pattern: '^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2,3})?$' });
