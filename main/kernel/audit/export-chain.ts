import * as z from 'zod';
import type { ReadStore } from '#main/store/store.ts';

const row = z.object({ event: z.string(), link: z.string() });

/** The whole chain as it lies in the store, one line for each event: what an inspector's verifier reads (docs/audit.md). */
export function exportChain(store: ReadStore): string {
  const rows = store.all(row, 'SELECT event, link FROM audit ORDER BY sequence');
  // The event is already canonical JSON; parsed and written again it would be judged by this program instead.
  return rows.map(({ event, link }) => `{"event":${event},"link":"${link}"}\n`).join('');
}
