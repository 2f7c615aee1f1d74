// The end of the day of a whole branch (S6). Each workstation's closed day travels as a statement of counts, codes and staff ids, signed
// by that workstation; a supervisor signs over all of them. Nothing here is personal data of a subject.
import * as z from 'zod';
import { base64url } from '#src/base/base64url.ts';
import { instant, isoDate } from '#src/base/instant.ts';
import { language, localText } from '#src/base/language.ts';
import { deviceState } from '#src/domain/devices/standing.ts';
import { dayFigures, dayReport } from './schema.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const id = z.string().min(1).max(200);
const auditPlace = z.object({ sequence: z.int(), link: z.string().max(64) });
const clerks = z.array(z.object({ staffId: id, figures: dayFigures })).max(500);

/** What a workstation says of one closed day; signed as `day-statement`. */
export const dayStatement = z.object({
  format: z.literal(1),
  organisationId: id,
  branchId: id,
  deviceId: id,
  day: isoDate,
  /** The running number of the report it stands for, and the hash over that report's exact text. */
  closing: z.int().positive(),
  report: hash,
  previous: hash.nullable(),
  clerks,
  refusedBy: dayReport.shape.refusedBy.max(200),
  /** What happened on days after they were closed; told with this day. */
  late: dayReport.shape.late.max(400),
  queue: dayReport.shape.queue,
  closedBy: id,
  closedAt: instant,
  audit: auditPlace,
});
export type DayStatement = z.infer<typeof dayStatement>;

/** Why a branch's day is signed without a workstation. Codes, so that nothing personal can be typed in. */
export const absenceReasons = ['not-used', 'no-network', 'broken', 'signs-later', 'taken-out'] as const;
export const absenceReason = z.enum(absenceReasons);
export type AbsenceReason = z.infer<typeof absenceReason>;

/**
 * closed: its signed day is here. idle: it has said that nothing happened on that day. open: it has said that the day is not closed.
 * silent: nothing was heard that says either.
 */
export const sheetState = z.enum(['closed', 'idle', 'open', 'silent']);
export type SheetState = z.infer<typeof sheetState>;

/** A branch's day as a supervisor signs it, as `branch-day`. */
export const branchDay = z.object({
  format: z.literal(1),
  organisationId: id,
  branchId: id,
  /** The workstation it was signed at. */
  deviceId: id,
  day: isoDate,
  /** How often this day of the branch was signed before, as far as known there, and the last of those signatures. */
  number: z.int().positive(),
  replaces: hash.nullable(),
  workstations: z
    .array(
      z.object({
        deviceId: id,
        state: sheetState,
        /** Its statements of this day; of more than one (it closed the day again) the newest is added up. */
        statements: z.array(hash).max(20),
        heardAt: instant.nullable(),
        /** Only of one whose day is missing. */
        reason: absenceReason.nullable(),
      }),
    )
    .max(500),
  clerks,
  total: dayFigures,
  /** What the workstations told later of this day. */
  late: dayFigures.nullable(),
  closedBy: id,
  closedAt: instant,
  audit: auditPlace,
});
export type BranchDay = z.infer<typeof branchDay>;

export const rosterEntry = z.object({
  deviceId: id,
  name: z.string().max(200),
  /** Raw Ed25519 public key; what its statements are verified with. */
  key: base64url.max(64),
  state: deviceState,
  enrolledAt: instant,
  endedAt: instant.nullable(),
  /** When it last spoke of its days, by the server's time, and what it said: its business day, and days that nobody has closed. */
  heardAt: instant.nullable(),
  businessDay: isoDate.nullable(),
  unclosed: z.array(isoDate),
});
export type RosterEntry = z.infer<typeof rosterEntry>;

/** The workstations of a branch as the server knows them; signed as `branch-roster`. */
export const branchRoster = z.object({
  organisationId: id,
  branchId: id,
  issuedAt: instant,
  workstations: z.array(rosterEntry).max(500),
});
export type BranchRoster = z.infer<typeof branchRoster>;

const named = z.object({ id: z.string(), name: z.string() });

/** A branch's signed day as it is printed; names as this workstation knows them now. */
export const branchSheet = z.object({
  kind: z.literal('branch-day'),
  language,
  report: branchDay,
  organisation: localText,
  branch: localText,
  staff: z.array(named.extend({ number: z.string() })),
  workstations: z.array(named),
  hash: z.string(),
  keyId: z.string(),
  signature: z.string(),
  medium: z.enum(['screen', 'paper', 'pdf']),
  reprint: z.int().nonnegative(),
  madeAt: instant,
});
export type BranchSheet = z.infer<typeof branchSheet>;
