import { readFileSync } from 'node:fs';
import type { Cipher } from '#main/store/connection.ts';

/**
 * The page cipher for a new database: aegis where the processor has AES instructions, chacha20 elsewhere. Both authenticate every
 * page; only speed differs. Systems other than Linux run on processors that have them.
 */
export function chooseCipher(): Cipher {
  if (process.platform !== 'linux') return 'aegis';
  try {
    return /^(flags|Features)\s*:.*\baes\b/m.test(readFileSync('/proc/cpuinfo', 'utf8')) ? 'aegis' : 'chacha20';
  } catch {
    return 'chacha20';
  }
}
