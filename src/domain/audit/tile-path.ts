// Names of tiles and entry bundles (C2SP tlog-tiles): `0/x001/234`, `1/000.p/17`, `entries/000.p/5`.
import { tileHashes, tileWidth } from './tree.ts';

export interface TileName {
  /** A level of the tree, or the bundle of the entries themselves. */
  readonly level: number | 'entries';
  readonly tile: number;
  /** 256 for a full tile. */
  readonly width: number;
}

const pattern = /^(entries|\d|[1-5]\d|6[0-3])\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

export function tilePath({ level, tile, width }: TileName): string {
  const digits = String(tile);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  const number = groups.map((group, index) => (index === groups.length - 1 ? group : `x${group}`)).join('/');
  return `${level}/${number}${width === tileWidth ? '' : `.p/${width}`}`;
}

/** Null for what is no name, or not the one name of a tile. */
export function parseTilePath(path: string): TileName | null {
  const match = pattern.exec(path);
  if (match === null) return null;
  const [, level = '', number = '', width] = match;
  const name: TileName = {
    level: level === 'entries' ? level : Number(level),
    tile: Number(number.replaceAll(/[x/]/g, '')),
    width: width === undefined ? tileWidth : Number(width),
  };
  return tilePath(name) === path ? name : null;
}

/** Every tile and bundle of a tree of this size, full ones and the partial one at each level's end. */
export function tilesOf(size: number): readonly TileName[] {
  const names: TileName[] = [];
  for (let level = 0; tileHashes(size, level, 0) > 0; level += 1) {
    for (let tile = 0; tileHashes(size, level, tile) > 0; tile += 1) {
      const width = tileHashes(size, level, tile);
      names.push({ level, tile, width });
      if (level === 0) names.push({ level: 'entries', tile, width });
    }
  }
  return names;
}
