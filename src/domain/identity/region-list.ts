// The regions that exist today as one list, for choosing a place: province, city and county with their codes. Built once, on first use.
import regionCodes from './region-codes.json' with { type: 'json' };
import { findRegion } from './regions.ts';

export interface ListedRegion {
  /** Six digits. */
  readonly code: string;
  /** Names from the province down, without levels that have none of their own: 云南省, 昆明市, 五华区. */
  readonly path: readonly string[];
}

const outside = ['710000', '810000', '820000'] as const;
/** Cities without counties; GB/T 2260 gives each a single code. Other cities without counties of today are cities of the past. */
const countylessCities: readonly string[] = ['4419', '4420', '4604'];

interface Table {
  readonly provinces: Readonly<Record<string, string>>;
  readonly cities: Readonly<Record<string, string>>;
  readonly current: Readonly<Record<string, string>>;
}

function listed(code: string, ...names: readonly string[]): ListedRegion {
  return { code, path: names.filter((name, index) => name !== '' && name !== names[index - 1]) };
}

function build({ provinces, cities, current }: Table): readonly ListedRegion[] {
  const provinceOf = (code: string) => provinces[code.slice(0, 2)] ?? '';
  const counties = Object.entries(current).flatMap(([city, entries]) =>
    entries.split(' ').map((entry) => listed(city + entry.slice(0, 2), provinceOf(city), cities[city] ?? '', entry.slice(2))),
  );
  const hasCounties = (city: string) => current[city] !== undefined || countylessCities.includes(city);
  return [
    ...Object.entries(provinces).map(([code, name]) => listed(`${code}0000`, name)),
    ...Object.entries(cities)
      .filter(([code, name]) => name !== '' && hasCounties(code))
      .map(([code, name]) => listed(`${code}00`, provinceOf(code), name)),
    ...counties,
    ...outside.map((code) => listed(code, findRegion(code)?.name.zh ?? '')),
  ].toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

let list: readonly ListedRegion[] | undefined;
let byCode: ReadonlyMap<string, ListedRegion> | undefined;

/** In the order of the codes. */
export function currentRegions(): readonly ListedRegion[] {
  list ??= build(regionCodes);
  return list;
}

/** A region of today by its code; undefined for anything else. */
export function currentRegion(code: string): ListedRegion | undefined {
  byCode ??= new Map(currentRegions().map((region) => [region.code, region]));
  return byCode.get(code);
}

/** The whole name from the province down; undefined for anything but a region of today. */
export function regionLabel(code: string): string | undefined {
  return currentRegion(code)?.path.join('');
}
