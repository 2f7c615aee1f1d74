import { describe, expect, it } from 'vitest';
import { readCommandLine } from '#main/electron/command-line.ts';

describe('the command line', () => {
  it('has defaults without any switch', () => {
    const read = readCommandLine([], true);
    expect(read).toEqual({
      ok: true,
      value: { userDataDir: undefined, keychainService: 'Countersign', evaluationKeychainDir: undefined, enrol: undefined },
    });
  });

  it('reads every switch of its own, values with equal signs included', () => {
    const read = readCommandLine(
      [
        '--user-data-dir=/a b/c',
        '--keychain-service=Test',
        '--evaluation-keychain=/k',
        '--enrol-server=https://s.example/?a=b',
        '--enrol-code=AAAA-BBBB',
        '--enrol-name=柜台 1',
      ],
      true,
    );
    expect(read).toEqual({
      ok: true,
      value: {
        userDataDir: '/a b/c',
        keychainService: 'Test',
        evaluationKeychainDir: '/k',
        enrol: { address: 'https://s.example/?a=b', code: 'AAAA-BBBB', name: '柜台 1' },
      },
    });
  });

  it.each(['--remote-debugging-port=0', '--no-sandbox', '--inspect=0', '-r', 'page.html', '--js-flags=x', '--USER-DATA-DIR=/x'])(
    'refuses %s when installed, leaves it alone in development',
    (argument) => {
      expect(readCommandLine([argument], true).ok).toBe(false);
      expect(readCommandLine([argument], false).ok).toBe(true);
    },
  );

  it('refuses half an enrolment and a switch without its value', () => {
    expect(readCommandLine(['--enrol-server=https://s.example'], false).ok).toBe(false);
    expect(readCommandLine(['--user-data-dir'], false).ok).toBe(false);
    expect(readCommandLine(['--keychain-service='], true).ok).toBe(false);
  });
});
