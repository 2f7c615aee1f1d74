import { type ChildProcess, spawn } from 'node:child_process';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileWhole, writeFileWhole } from './whole-file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'whole-file-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
const isPosix = process.platform !== 'win32';

test('the new one takes the old one’s place, for the own account only, and nothing else is left', () => {
  writeFileSync(at('one'), 'old', { mode: 0o644 });
  writeFileWhole(at('one'), 'new');
  writeFileWhole(at('two'), new Uint8Array([1, 2]));
  expect(readFileSync(at('one'), 'utf8')).toBe('new');
  expect([...readFileSync(at('two'))]).toEqual([1, 2]);
  if (isPosix) expect(statSync(at('one')).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['one', 'two']);
});

test('a new file never takes the place of one', () => {
  createFileWhole(at('one'), 'first');
  expect(() => createFileWhole(at('one'), 'second')).toThrow(expect.objectContaining({ code: 'EEXIST' }));
  expect(readFileSync(at('one'), 'utf8')).toBe('first');
  expect(readdirSync(folder)).toEqual(['one']);
});

test('what could not be written leaves the old one, and no link is followed', () => {
  writeFileSync(at('elsewhere'), 'untouched');
  symlinkSync(at('elsewhere'), at('link'));
  symlinkSync(at('elsewhere'), `${at('file')}.${process.pid}.part`);
  writeFileWhole(at('link'), 'new');
  writeFileWhole(at('file'), 'new');
  expect(readFileSync(at('elsewhere'), 'utf8')).toBe('untouched');
  expect(lstatSync(at('link')).isSymbolicLink()).toBe(false);
  expect(() => writeFileWhole(at('missing/file'), 'x')).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  expect(() => writeFileWhole(at('link/file'), 'x')).toThrow(expect.objectContaining({ code: 'ENOTDIR' }));
});

function begun(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.stdout?.once('data', () => resolve()));
}

test('killed at any moment, the file is one of the whole ones', async () => {
  const script = `
    const { writeFileWhole } = await import(${JSON.stringify(join(import.meta.dirname, 'whole-file.ts'))});
    const texts = ['a', 'b'].map((letter) => letter.repeat(400_000));
    writeFileWhole(process.argv[1], texts[0]);
    process.stdout.write('begun');
    for (let turn = 0; ; turn++) writeFileWhole(process.argv[1], texts[turn % 2]);`;
  for (let kill = 0; kill < 4; kill++) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, at('killed')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await begun(child);
    const ended = new Promise((resolve) => child.once('close', resolve));
    // Each time at another moment of the writing.
    for (let spun = 0; spun < kill * 7; spun++) readdirSync(folder);
    child.kill('SIGKILL');
    await ended;
    const text = readFileSync(at('killed'), 'utf8');
    expect([text.length, new Set(text).size]).toEqual([400_000, 1]);
  }
  // What the killed ones left goes with the next one.
  writeFileWhole(at('killed'), 'whole');
  expect(readdirSync(folder)).toEqual(['killed']);
}, 30_000);
