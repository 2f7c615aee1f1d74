import { randomBytes, randomId } from '#src/node/crypto/random.ts';
import type { Clock, Randomness } from './clock.ts';

export const systemClock: Clock = { nowMs: () => Date.now() };
export const systemRandomness: Randomness = { id: randomId, bytes: randomBytes };
