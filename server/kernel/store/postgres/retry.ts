// Transactions that lost a race are done again, a few times, from their beginning. A transaction's work is a function of what it
// reads inside: it may run more than once, and only its last run counts.
import { setTimeout } from 'node:timers/promises';
import { LostRace } from '../lost-race.ts';
import { sqlState } from './errors.ts';

/** Serialisation failure, deadlock, and a key that another transaction took in between (the next run finds its row). */
const raceStates = ['40001', '40P01', '23505'];
const mostAttempts = 6;
const firstWaitMs = 8;

function isLostRace(error: unknown): boolean {
  return error instanceof LostRace || raceStates.includes(sqlState(error) ?? '');
}

/** Waits with full jitter between attempts, so that those who met do not meet again. */
export async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isLostRace(error) || attempt === mostAttempts) throw error;
      await setTimeout(Math.random() * firstWaitMs * 2 ** attempt);
    }
  }
}
