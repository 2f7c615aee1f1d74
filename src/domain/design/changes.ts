// What differs between two states of an item, place by place, so that a person sees what they are about to publish.
import type { DesignItem } from '#src/domain/design/schema.ts';

export interface DesignChange {
  /** Members from the content down to the place; list entries are named by their own name, id, topic or value. */
  readonly path: readonly string[];
  /** Null: not there before. */
  readonly before: string | null;
  /** Null: not there any more. */
  readonly after: string | null;
}

/** Separates the members of a path; no name holds it. */
const separator = '\u0000';

function nameOf(entry: unknown, index: number): string {
  if (typeof entry !== 'object' || entry === null) return String(index + 1);
  for (const key of ['name', 'id', 'topic', 'value', 'field']) {
    const name: unknown = Object.entries(entry).find(([member]) => member === key)?.[1];
    if (typeof name === 'string' && name !== '') return name;
  }
  return String(index + 1);
}

function collect(value: unknown, path: readonly string[], leaves: Map<string, string>): void {
  if (Array.isArray(value)) {
    const names = value.map(nameOf);
    if (value.length > 1) leaves.set([...path, 'order'].join(separator), names.join(', '));
    for (const [index, entry] of value.entries()) collect(entry, [...path, names[index] ?? ''], leaves);
  } else if (typeof value === 'object' && value !== null) {
    for (const [member, inner] of Object.entries(value)) collect(inner, [...path, member], leaves);
  } else if (value !== undefined) {
    leaves.set(path.join(separator), String(value));
  }
}

function leavesOf(item: DesignItem | null): Map<string, string> {
  const leaves = new Map<string, string>();
  if (item !== null) collect(item.content, [], leaves);
  return leaves;
}

/** Every place that differs, in the order of the new state, what is gone last. */
export function changesBetween(before: DesignItem | null, after: DesignItem): readonly DesignChange[] {
  const old = leavesOf(before);
  const now = leavesOf(after);
  const places = [...now.keys(), ...[...old.keys()].filter((place) => !now.has(place))];
  return places
    .filter((place) => old.get(place) !== now.get(place))
    .map((place) => ({ path: place.split(separator), before: old.get(place) ?? null, after: now.get(place) ?? null }));
}
