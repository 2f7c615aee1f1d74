// The input of a guided run. A list that cannot be read at all is an error of the run; one odd entry is a refused registration
// with its field and code, like at the counter.
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { languages } from '#src/base/language.ts';
import type { AcceptingParty } from '#src/domain/consent/schema.ts';

export interface DemoError {
  readonly field: string;
  readonly code: string;
}

/** One registration the run will type, in the words of the screens. */
export interface DemoRegistration {
  readonly service: string | null;
  readonly language: (typeof languages)[number];
  readonly isNoticeAccepted: boolean;
  readonly acceptedBy: AcceptingParty;
  readonly fields: Readonly<Record<string, string>>;
  readonly consent: readonly string[];
}

export type DemoEntry =
  | { readonly ok: true; readonly registration: DemoRegistration }
  | { readonly ok: false; readonly errors: readonly (DemoError & { readonly message: string })[] };

const about = {
  service: z.string().optional(),
  language: z.enum(languages).default('zh-CN'),
};
/** Where the notice is declined nothing of the person is taken, so nothing of the person is looked at either (R2.5). */
const declined = z.object({ ...about, notice: z.literal(false) });
const representativeTexts = {
  name: z.string().optional(),
  documentType: z.string().optional(),
  documentNumber: z.string().optional(),
  phone: z.string().optional(),
  relation: z.string().optional(),
  basis: z.string().optional(),
};
const accepted = z.object({
  ...about,
  notice: z.boolean(),
  fields: z.record(z.string(), z.string()).default({}),
  consent: z.array(z.string()).default([]),
  /** Who acts for the subject, with what the form asks of them: `name` is its field `representativeName`, and so on. */
  representative: z.object({ as: z.enum(['guardian', 'agent']), ...representativeTexts }).optional(),
});
type Accepted = z.infer<typeof accepted>;

function fieldsOf({ fields, representative }: Pick<Accepted, 'fields' | 'representative'>): Record<string, string> {
  const { as: _role, ...theirs } = representative ?? {};
  const named = Object.entries(theirs).flatMap(([name, value]) =>
    value === undefined ? [] : [[`representative${name.charAt(0).toUpperCase()}${name.slice(1)}`, value] as const],
  );
  return { ...fields, ...Object.fromEntries(named) };
}

/** What the command line or the input file asks for and cannot be had: said in one sentence, before anything was started. */
export class InputError extends Error {}

function isDeclined(raw: unknown): boolean {
  return raw !== null && typeof raw === 'object' && 'notice' in raw && raw.notice === false;
}

function parseEntry(raw: unknown): DemoEntry {
  const parsed = isDeclined(raw)
    ? declined.transform((entry) => ({ ...entry, fields: {}, consent: [], representative: undefined })).safeParse(raw)
    : accepted.safeParse(raw);
  if (parsed.success) {
    const { service, language, notice, consent, representative } = parsed.data;
    const acceptedBy: AcceptingParty = representative?.as ?? 'subject';
    const about = { service: service ?? null, language, isNoticeAccepted: notice, acceptedBy };
    return { ok: true, registration: { ...about, fields: fieldsOf(parsed.data), consent } };
  }
  // The schema's own messages name types and allowed values, never the value that was found.
  const errors = parsed.error.issues.map(({ path, message }) => {
    const [part, name] = path;
    const field = part === 'fields' && name !== undefined ? String(name) : String(part ?? 'registration');
    return { field, code: 'input/invalid', message };
  });
  return { ok: false, errors };
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is not a folder',
  EACCES: 'reading it is not permitted',
};

/** @throws InputError when the file cannot be read, is not JSON or is not a list. */
export async function readInput(file: string): Promise<readonly DemoEntry[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new InputError(`Cannot read ${file}: ${reasons[error.code ?? ''] ?? error.message}`);
  });
  let list: unknown;
  try {
    list = JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch {
    throw new InputError(`${file} is not JSON.`);
  }
  if (!Array.isArray(list)) throw new InputError(`${file} does not hold a list of registrations.`);
  return list.map(parseEntry);
}
