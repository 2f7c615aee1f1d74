import { readFileSync } from 'node:fs';
import { type OrganisationDraft, parseDraft } from '#server/app/organisation.ts';
import { Stop } from '#server/kernel/stop.ts';

/** @throws Stop configuration/unreadable, or configuration/refused with the path and reason of everything that is wrong */
export function readDraftFile(file: string): OrganisationDraft {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Stop('configuration/unreadable', `The organisation file ${file} cannot be read as JSON.`, error);
  }
  const parsed = parseDraft(value);
  if ('draft' in parsed) return parsed.draft;
  const reasons = parsed.problems.map((problem) => `${problem.path || 'the file'}: ${problem.reason}`);
  throw new Stop('configuration/refused', `The organisation file was not published: ${reasons.join('; ')}.`);
}
