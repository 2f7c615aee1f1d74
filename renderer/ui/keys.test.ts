import { expect, test } from 'vitest';
import { keyName } from './keys.ts';

test.each([
  ['y', 'KeyY', 'y'],
  ['Y', 'KeyY', 'y'],
  ['z', 'KeyY', 'z'],
  ['ي', 'KeyY', 'y'],
  ['Д', 'KeyL', 'l'],
  ['1', 'Digit1', '1'],
  ['Enter', 'Enter', 'enter'],
  ['é', 'Digit2', 'é'],
])('%s at %s is %s', (key, code, name) => {
  expect(keyName({ key, code })).toBe(name);
});
