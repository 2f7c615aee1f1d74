// RFC 8785 by its own words: parse, write again with sorted members and no white space, compare. Written here anew on purpose; the
// writer's library is not used to judge the writer.

/** @throws TypeError for what is no JSON value or a string that is not well-formed Unicode */
function write(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (typeof value === 'string' && value.isWellFormed()) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError('not JSON');
  // The default order of strings is by UTF-16 code units, as RFC 8785 wants.
  const members = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, member]) => `${write(name)}:${write(member)}`).join(',')}}`;
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** The object that this text is the canonical form of; null when it is not. */
export function readCanonical(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject && write(value) === text ? (value as JsonObject) : null;
  } catch {
    return null;
  }
}

/** The text of bytes that are well-formed UTF-8; null otherwise. */
export function readUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
