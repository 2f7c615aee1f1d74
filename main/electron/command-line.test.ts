import { describe, expect, it, test } from 'vitest';
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

test('a document reader is asked on this machine only', () => {
  const reader = (...args: string[]) => readCommandLine(args, true);
  const address = '--reader-service=http://127.0.0.1:19196/read';
  expect(reader(address, '--reader-mapping=name:data.xm,documentNumber:data.sfzh')).toMatchObject({
    ok: true,
    value: { reader: { address: 'http://127.0.0.1:19196/read', mapping: { name: 'data.xm', documentNumber: 'data.sfzh' } } },
  });
  expect(reader('--reader-service=http://example.com/').ok).toBe(false);
  expect(reader(address, '--reader-mapping=income:data.x').ok).toBe(false);
});
