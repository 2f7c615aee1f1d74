import { readFileSync } from 'node:fs';
import type { PageCipher } from '../keys/key-ring.ts';

/**
 * AEGIS is as fast as no encryption where the processor has AES instructions, ChaCha20-Poly1305 is the faster of the authenticated
 * ciphers where it has none. Decided once, at init; the choice is kept with the key.
 * @param cpuInfo text of /proc/cpuinfo, or null where the system has none (every desktop processor sold since 2013 has AES)
 */
export function choosePageCipher(cpuInfo: string | null): PageCipher {
  return cpuInfo === null || /^(flags|features)\s*:.*\baes\b/im.test(cpuInfo) ? 'aegis' : 'chacha20';
}

export function readCpuInfo(): string | null {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8');
  } catch {
    return null;
  }
}
