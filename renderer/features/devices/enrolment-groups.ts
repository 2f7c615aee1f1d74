// The enrolment code as eight groups of four: typing flows from group to group, and a code pasted anywhere fills the rest.
export const groupPlaces = [1, 2, 3, 4, 5, 6, 7, 8] as const;
const groupCount = groupPlaces.length;
const groupLength = 4;

/** Letters and digits only, capitals; what people confuse is left to the domain, which reads O as 0 and I or L as 1. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/gu, '');
}

export interface GroupsTyped {
  readonly groups: readonly string[];
  /** The group that takes the next character. */
  readonly next: number;
}

/**
 * Puts typed or pasted text into a group; what does not fit flows into the following ones.
 * @param groups the groups so far
 * @param index the group that changed, 0 to 7
 * @param text its new content
 */
export function typeGroup(groups: readonly string[], index: number, text: string): GroupsTyped {
  const characters = plain(text);
  const changed = [...groups];
  if (characters.length <= groupLength) {
    changed[index] = characters;
    return { groups: changed, next: characters.length === groupLength ? Math.min(index + 1, groupCount - 1) : index };
  }
  // A whole code belongs at the beginning, wherever the caret stood.
  const start = characters.length >= groupCount * groupLength ? 0 : index;
  let place = start;
  for (let at = 0; at < characters.length && place < groupCount; at += groupLength, place++) {
    changed[place] = characters.slice(at, at + groupLength);
  }
  return { groups: changed, next: Math.min(place, groupCount - 1) };
}

export function joinGroups(groups: readonly string[]): string {
  return groups.join('-');
}
