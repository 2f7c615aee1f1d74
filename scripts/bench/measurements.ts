import type { Measurement } from './figure.ts';
import { cipher } from './measurements/cipher.ts';
import { growth } from './measurements/growth.ts';
import { ingest } from './measurements/ingest.ts';
import { keystroke } from './measurements/keystroke.ts';
import { lookup } from './measurements/lookup.ts';
import { save } from './measurements/save.ts';
import { search } from './measurements/search.ts';
import { start } from './measurements/start.ts';
import { sync } from './measurements/sync.ts';

/** In the order they are run. */
export const measurements: readonly Measurement[] = [start, keystroke, save, search, cipher, sync, ingest, growth, lookup];
