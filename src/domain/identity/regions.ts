// Region codes of GB/T 2260 as identity numbers carry them: current and abolished since 1980, because a number keeps the code
// of its first registration. Absence from this table proves nothing (the list ages): callers warn, they never refuse on it.
// Data: region-codes.json, built by scripts/vendor/region-codes.ts, sources and licences inside.
import regionCodes from './region-codes.json' with { type: 'json' };

interface RegionTable {
  readonly provinces: Readonly<Record<string, string>>;
  readonly cities: Readonly<Record<string, string>>;
  /** City code → counties, `01东城区 02西城区`: two digits, then the name. */
  readonly current: Readonly<Record<string, string>>;
  readonly abolished: Readonly<Record<string, string>>;
}
const table: RegionTable = regionCodes;

export interface RegionName {
  readonly zh: string;
  /** The province alone: county names have no agreed English form. */
  readonly en?: string;
}

export interface Region {
  readonly name: RegionName;
  readonly state: 'current' | 'abolished' | 'unknown';
}

const englishNames: Readonly<Record<string, string>> = {
  11: 'Beijing',
  12: 'Tianjin',
  13: 'Hebei',
  14: 'Shanxi',
  15: 'Inner Mongolia',
  21: 'Liaoning',
  22: 'Jilin',
  23: 'Heilongjiang',
  31: 'Shanghai',
  32: 'Jiangsu',
  33: 'Zhejiang',
  34: 'Anhui',
  35: 'Fujian',
  36: 'Jiangxi',
  37: 'Shandong',
  41: 'Henan',
  42: 'Hubei',
  43: 'Hunan',
  44: 'Guangdong',
  45: 'Guangxi',
  46: 'Hainan',
  50: 'Chongqing',
  51: 'Sichuan',
  52: 'Guizhou',
  53: 'Yunnan',
  54: 'Tibet',
  61: 'Shaanxi',
  62: 'Gansu',
  63: 'Qinghai',
  64: 'Ningxia',
  65: 'Xinjiang',
  71: 'Taiwan',
  81: 'Hong Kong',
  82: 'Macao',
  83: 'Taiwan',
};

/** GB/T 2260 gives these a code, but no counties that identity numbers use. 83 exists only on residence permits (2018). */
const outsideMainland: Readonly<Record<string, string>> = { 71: '台湾', 81: '香港特别行政区', 82: '澳门特别行政区', 83: '台湾' };

/** Whether two digits are, or ever were, a province of the mainland or Taiwan's code 71: all that a resident ID may begin with. */
export function isResidentProvince(twoDigits: string): boolean {
  return twoDigits === '71' || Object.hasOwn(table.provinces, twoDigits);
}

function countyName(counties: string | undefined, twoDigits: string): string | undefined {
  const entry = counties?.split(' ').find((candidate) => candidate.startsWith(twoDigits));
  return entry?.slice(2);
}

/** Name and state of a city or county below a known province; the name leaves the province out. */
function findBelowProvince(code: string): { readonly zh: string; readonly state: Region['state'] } {
  const cityCode = code.slice(0, 4);
  const city = table.cities[cityCode];
  const zh = city ?? '';
  if (code.length < 6) return { zh, state: city === undefined ? 'unknown' : 'current' };

  const county = code.slice(4, 6);
  const current = countyName(table.current[cityCode], county);
  const name = current ?? countyName(table.abolished[cityCode], county);
  if (name !== undefined) return { zh: name === city ? zh : zh + name, state: current === undefined ? 'abolished' : 'current' };
  // 00 is the city itself (Dongguan, Zhongshan have no counties) and 01 its 市辖区; both stand in real numbers.
  const isWholeCity = city !== undefined && (county === '00' || county === '01');
  return { zh, state: isWholeCity ? 'current' : 'unknown' };
}

/**
 * The region of a code of 2, 4 or 6 digits; 110000 names the province, 441900 the city.
 * @returns undefined when the first two digits were never a province
 */
export function findRegion(code: string): Region | undefined {
  const provinceCode = code.slice(0, 2);
  const province = table.provinces[provinceCode] ?? outsideMainland[provinceCode];
  if (province === undefined) return undefined;
  const below = /^..(?:00){0,2}$/u.test(code) ? { zh: '', state: 'current' as const } : findBelowProvince(code);
  const zh = province + below.zh;
  const en = englishNames[provinceCode];
  return { name: en === undefined ? { zh } : { zh, en }, state: below.state };
}
