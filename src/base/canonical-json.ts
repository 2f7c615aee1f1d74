import canonicalize from 'canonicalize';

/** What may be signed or hashed: plain JSON. Undefined members are refused by the type, not dropped in silence. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Engines list names that begin like a number before all others, and take `__proto__` for no member. */
const unsortable = /^(?:\d|__proto__$)/;
/** How a half of a surrogate pair is written, which has no canonical form; or a text that looks like it. */
const half = /\\ud[89a-f]/;

/** The same with members in the order of RFC 8785; undefined when the engine would not keep this order, or the value is not JSON. */
function sorted(value: Json): Json | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map(sorted);
    return items.includes(undefined) ? undefined : (items as Json[]);
  }
  const members: Record<string, Json> = {};
  for (const [name, member] of Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))) {
    const inOrder = unsortable.test(name) ? undefined : sorted(member);
    if (inOrder === undefined) return undefined;
    members[name] = inOrder;
  }
  return members;
}

/**
 * RFC 8785 canonical JSON text: the same value gives the same bytes on every machine. The engine itself writes numbers and texts as the
 * RFC demands, and several times as fast as the library, which keeps what is left: odd names, halves of characters, what is not JSON.
 * @throws Error when the value is not JSON (a bug of the caller, never user input).
 */
export function canonicalJson(value: Json): string {
  const inOrder = sorted(value);
  const quick = inOrder === undefined ? undefined : JSON.stringify(inOrder);
  const text = quick === undefined || half.test(quick) ? canonicalize(value) : quick;
  if (text === undefined) throw new Error('value has no canonical JSON form');
  return text;
}
