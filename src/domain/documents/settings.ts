// How this workstation's document readers are connected (R2.1): the reader's own service on this machine, and what a keyboard-wedge
// reader types. Chosen by an IT administrator; every reader is different, and a wrong setting reads nothing rather than something wrong.
import * as z from 'zod';
import { readingMember } from './reading.ts';
import { usualWedge, type WedgeSettings } from './wedge.ts';

/** A member's place in the service's answer: names joined by points. */
const path = z.string().regex(/^[^.\s]{1,60}(\.[^.\s]{1,60}){0,5}$/u);

export const readerService = z.object({
  address: z.string().max(300),
  /** A member that is not named here is looked for under its own name. */
  mapping: z.partialRecord(readingMember, path),
});
export type ReaderService = z.infer<typeof readerService>;

export const wedgeSettings = z
  .object({
    prefix: z.string().max(20),
    suffix: z.string().max(20),
    separator: z.string().min(1).max(5),
    parts: z.array(readingMember.nullable()).min(2).max(20),
  })
  .refine(({ parts }) => parts.includes('documentNumber'))
  .refine(({ parts }) => new Set(parts.filter((part) => part !== null)).size === parts.filter((part) => part !== null).length);

export const readerSettings = z.object({
  /** Null: no service is asked. */
  service: readerService.nullable(),
  wedge: wedgeSettings,
});
export type ReaderSettings = z.infer<typeof readerSettings>;

export const usualReaders: ReaderSettings = {
  service: null,
  wedge: { ...usualWedge, parts: [...usualWedge.parts] } satisfies WedgeSettings,
};
