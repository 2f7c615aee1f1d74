import { expect, test } from 'vitest';
import { parseTilePath, tilePath, tilesOf } from './tile-path.ts';

test('tiles are named as the specification names them', () => {
  expect(tilePath({ level: 0, tile: 1_234_067, width: 256 })).toBe('0/x001/x234/067');
  expect(tilePath({ level: 1, tile: 0, width: 17 })).toBe('1/000.p/17');
  expect(tilePath({ level: 'entries', tile: 273, width: 112 })).toBe('entries/273.p/112');
  expect(parseTilePath('entries/x001/234')).toEqual({ level: 'entries', tile: 1_234, width: 256 });
});

test.each(['0/1', '0/0001', '64/000', '00/000', '0/000.p/0', '0/000.p/256', '0/x000/001', '0/../000', 'entries/abc', ''])(
  'no tile is called %j',
  (path) => expect(parseTilePath(path)).toBeNull(),
);

test('a tree of 70,000 leaves has the tiles of the specification’s example', () => {
  const names = tilesOf(70_000).map(tilePath);
  expect(names.filter((name) => name.startsWith('0/') && !name.includes('.p'))).toHaveLength(273);
  expect(names).toEqual(expect.arrayContaining(['0/273.p/112', '1/000', '1/001.p/17', '2/000.p/1', 'entries/273.p/112']));
  expect(tilesOf(256).map(tilePath)).toEqual(['0/000', 'entries/000', '1/000.p/1']);
  expect(tilesOf(0)).toEqual([]);
});
