import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

const names = ['start', 'save'];

test('what may be asked', () => {
  expect(readOptions([], names)).toEqual({ only: [], effort: 'full', rounds: null, isJson: false, isStrict: false });
  expect(readOptions(['save', '--only=start', '--quick', '--runs', '7', '--json', '--strict'], names)).toEqual({
    only: ['save', 'start'],
    effort: 'quick',
    rounds: 7,
    isJson: true,
    isStrict: true,
  });
});

test.each([[['--only', 'speed']], [['--runs', '0']], [['--runs', '1.5']], [['--runs=']], [['--fast']], [['speed']]])(
  'what is not understood is refused: %j',
  (args) => {
    expect(() => readOptions(args, names)).toThrow();
  },
);
