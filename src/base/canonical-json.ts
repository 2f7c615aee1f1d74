import canonicalize from 'canonicalize';

/** What may be signed or hashed: plain JSON. Undefined members are refused by the type, not dropped in silence. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * RFC 8785 canonical JSON text: the same value gives the same bytes on every machine.
 * @throws Error when the value is not JSON (a bug of the caller, never user input).
 */
export function canonicalJson(value: Json): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('value has no canonical JSON form');
  return text;
}
