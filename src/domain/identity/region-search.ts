// Finds a place the way people type it: Chinese, pinyin whole or begun, initials, the code, any part, and all of these mixed (云南km).
// Every place of a name is one unit that its character, its syllable or a beginning of that answers to. The cheapest way through the
// name decides the order: what begins the region's own name comes first. A spelling that is no pinyin (Shaanxi, Hohhot) is one unit more.
import { currentRegions, type ListedRegion } from './region-list.ts';
import regionPinyin from './region-pinyin.json' with { type: 'json' };

interface Unit {
  readonly character: string;
  readonly syllable: string;
  /** How many letters it takes: a spelling of a whole name has no initial. */
  readonly least: number;
  /** Begins a province, city or county name; `isOwn` for the region's own. */
  readonly isStart: boolean;
  readonly isOwn: boolean;
}

interface Indexed {
  readonly region: ListedRegion;
  readonly units: readonly Unit[];
}

/**
 * What it costs to begin elsewhere, to leave units out, or to end inside a syllable (initials are none); the more of a name was typed,
 * the better. Only the order of the sums matters.
 */
const cost = { startAbove: 2, startInside: 6, nextLevel: 1, gap: 4, brokenSyllable: 1, typedUnit: -0.01 } as const;

function syllablesByCharacter(): ReadonlyMap<string, string> {
  const pairs = Object.entries(regionPinyin.readings).flatMap(([syllable, characters]) =>
    [...characters].map((character) => [character, syllable] as const),
  );
  return new Map(pairs);
}

function buildIndex(): readonly Indexed[] {
  const usual = syllablesByCharacter();
  const otherwise: Readonly<Record<string, string>> = regionPinyin.names;
  const unitsOf = (name: string, isOwn: boolean): readonly Unit[] => {
    const readings = otherwise[name]?.split(' ');
    return [...name].map((character, index) => {
      const syllable = readings?.[index] ?? usual.get(character) ?? '';
      return { character, syllable, least: 1, isStart: index === 0, isOwn: isOwn && index === 0 };
    });
  };
  const spelt: Readonly<Record<string, string>> = regionPinyin.spellings;
  // Before the name it spells: whoever spelt a part goes on with what follows it.
  const spellingsOf = (name: string, isOwn: boolean): readonly Unit[] =>
    (spelt[name]?.split(' ') ?? []).map((syllable) => ({ character: name, syllable, least: 3, isStart: true, isOwn }));
  return currentRegions().map((region) => ({
    region,
    units: region.path.flatMap((name, level) => {
      const isOwn = level === region.path.length - 1;
      return [...spellingsOf(name, isOwn), ...unitsOf(name, isOwn)];
    }),
  }));
}

let index: readonly Indexed[] | undefined;

/** Full-width forms and capitals are understood; spaces and the apostrophes of input methods (xi'an) mean nothing; ü is v. */
function normalizeQuery(raw: string): string {
  return raw
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ü', 'v')
    .replace(/[\s'’‘·]/gu, '');
}

/** How many letters of the query at `at` a unit can answer to; the query's u after l or n also stands for ü. */
function longestAnswer(unit: Unit, query: string, at: number): number {
  if (query.startsWith(unit.character, at)) return unit.character.length;
  let length = 0;
  const { syllable } = unit;
  while (length < syllable.length && at + length < query.length) {
    const typed = query.charAt(at + length);
    const isSame = typed === syllable.charAt(length) || (typed === 'u' && syllable.charAt(length) === 'v');
    if (!isSame) break;
    length += 1;
  }
  return length;
}

function startCost(unit: Unit): number {
  if (unit.isOwn) return 0;
  return unit.isStart ? cost.startAbove : cost.startInside;
}

/** The cheapest way to answer the query from `at` on with units after `last`; memo by both. */
function cheapest(units: readonly Unit[], query: string, at: number, last: number, memo: Map<number, number>): number {
  if (at === query.length) return 0;
  const key = at * 64 + last + 1;
  const known = memo.get(key);
  if (known !== undefined) return known;
  let best = Number.POSITIVE_INFINITY;
  for (let next = last + 1; next < units.length; next += 1) {
    const unit = units[next];
    if (unit === undefined) break;
    for (let length = longestAnswer(unit, query, at); length >= unit.least; length -= 1) {
      const rest = cheapest(units, query, at + length, next, memo);
      const broken = length > 1 && length < unit.syllable.length ? cost.brokenSyllable : 0;
      best = Math.min(best, rest + cost.typedUnit + broken + stepCost(unit, last, next));
    }
  }
  memo.set(key, best);
  return best;
}

function stepCost(unit: Unit, last: number, next: number): number {
  if (last < 0) return startCost(unit);
  if (next === last + 1) return 0;
  return unit.isStart ? cost.nextLevel : cost.gap + (next - last - 1);
}

/** A beginning that no unit can answer to need not be looked at further. */
function canBegin(units: readonly Unit[], query: string): boolean {
  return units.some((unit) => longestAnswer(unit, query, 0) > 0);
}

function level(code: string): number {
  if (code.endsWith('0000')) return 0;
  return code.endsWith('00') ? 1 : 2;
}

function findByCode(digits: string, limit: number): readonly ListedRegion[] {
  return currentRegions()
    .filter(({ code }) => code.startsWith(digits))
    .slice(0, limit);
}

/** @returns the best matches first; nothing for an empty query */
export function searchRegions(raw: string, limit: number): readonly ListedRegion[] {
  const query = normalizeQuery(raw);
  if (query === '') return [];
  if (/^\d+$/u.test(query)) return findByCode(query, limit);
  index ??= buildIndex();
  const found = index.flatMap(({ region, units }) => {
    if (!canBegin(units, query)) return [];
    const sum = cheapest(units, query, 0, -1, new Map());
    return sum === Number.POSITIVE_INFINITY ? [] : [{ region, sum, depth: level(region.code), length: units.length }];
  });
  return found
    .toSorted((a, b) => a.sum - b.sum || a.depth - b.depth || a.length - b.length || (a.region.code < b.region.code ? -1 : 1))
    .slice(0, limit)
    .map(({ region }) => region);
}

/** What to offer before anything is typed: the neighbours of the chosen region, or the provinces. */
export function neighbouringRegions(code: string): readonly ListedRegion[] {
  const provinces = currentRegions().filter((region) => level(region.code) === 0);
  const depth = /^\d{6}$/u.test(code) ? level(code) : 0;
  if (depth === 0) return provinces;
  const parent = code.slice(0, depth === 1 ? 2 : 4);
  return currentRegions().filter((region) => region.code.startsWith(parent) && level(region.code) === depth);
}
