// A source that compares name and number, and the portrait where it takes one (R3.1, R3.2), as its description says.

import type { CheckGateway } from '#server/kernel/gateways/gateways.ts';
import type { HttpGateway } from '#server/kernel/gateways/http-gateway.ts';
import type { Sources } from '#server/kernel/gateways/sources.ts';
import { type CheckKind, type CheckReason, checkOutcome } from '#src/domain/verification/schema.ts';
import type { Answer } from './agent-acts.ts';

/** What is compared, in the clear: it exists in the agent's process only, while one request is made. */
export interface ComparedValues {
  readonly name: string;
  readonly documentType: string | null;
  readonly documentNumber: string;
  readonly portrait: Uint8Array | null;
}

interface CheckSource {
  readonly name: string;
  readonly takesPortrait: boolean;
  /** @param checkId our number of the request, the same each time this check is asked */
  readonly ask: (checkId: string, values: ComparedValues) => Promise<Answer>;
}

function askedOf(gateway: HttpGateway<CheckGateway>, checkId: string, values: ComparedValues): Promise<Answer> {
  const { outcome, reason } = gateway.description.answer;
  const { name, documentNumber, documentType, portrait } = values;
  const picture = portrait === null ? '' : Buffer.from(portrait).toString('base64');
  const isTaken = gateway.description.portrait !== undefined;
  const given = { name, documentNumber, documentType: documentType ?? '', ...(isTaken ? { portrait: picture } : {}) };
  return gateway.ask(checkId, given, { outcome, outcomes: checkOutcome.options, reason });
}

/** The first of the kind, or null. */
export function checkSource(sources: Sources, kind: CheckKind): CheckSource | null {
  const gateway = sources.check(kind);
  if (gateway === null) return null;
  const { name, documentTypes, portrait: wanted } = gateway.description;
  /** The source's own word for a type; null: it does not compare these. */
  const codeOf = (type: string): string | null => {
    if (documentTypes === undefined) return type;
    if (Array.isArray(documentTypes)) return documentTypes.some((one) => one === type) ? type : null;
    return new Map(Object.entries(documentTypes)).get(type) ?? null;
  };
  const unanswerable = (reason: CheckReason): Answer => ({
    answered: true,
    source: name,
    reference: null,
    outcome: 'unanswerable',
    reason,
  });
  return {
    name,
    takesPortrait: wanted !== undefined,
    ask: async (checkId, values) => {
      const documentType = codeOf(values.documentType ?? '');
      if (documentType === null) return unanswerable('document-unsupported');
      const portrait = wanted !== undefined && (values.portrait?.length ?? 0) <= wanted.maximumBytes ? values.portrait : null;
      if (portrait === null && wanted?.need === 'required') return unanswerable('values-missing');
      const answer = await askedOf(gateway, checkId, { ...values, documentType, portrait });
      // A source may give a reason beside a yes; nothing follows from it.
      return answer.answered && answer.outcome === 'confirmed' ? { ...answer, reason: null } : answer;
    },
  };
}
