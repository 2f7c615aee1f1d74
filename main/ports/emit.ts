import type * as z from 'zod';
import type { EventName, Events } from '#src/contract/ipc/index.ts';

/** Tells every window that something changed. */
export type Emit = <E extends EventName>(name: E, payload: z.input<Events[E]>) => void;
