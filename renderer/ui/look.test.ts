import { expect, it } from 'vitest';
import { applyLook, savedLook, saveLook } from './look.ts';

function memory(values: Record<string, string> = {}) {
  return {
    values,
    getItem: (key: string) => values[key] ?? null,
    setItem: (key: string, value: string) => {
      values[key] = value;
    },
  };
}

it('is remembered', () => {
  const storage = memory();
  saveLook(storage, { size: '150', theme: 'dark' });
  expect(savedLook(storage)).toEqual({ size: '150', theme: 'dark' });
});

it('is the usual one when nothing, or nonsense, is kept', () => {
  expect(savedLook(memory())).toEqual({ size: '100', theme: 'system' });
  expect(savedLook(memory({ 'countersign.text-size': '9000', 'countersign.theme': 'pink' }))).toEqual({
    size: '100',
    theme: 'system',
  });
});

it('stands on the root element for the style sheet', () => {
  const root = { dataset: {} as DOMStringMap };
  applyLook(root, { size: '125', theme: 'light' });
  expect(root.dataset).toEqual({ size: '125', theme: 'light' });
});
