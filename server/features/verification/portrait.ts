// The sealed portrait that goes with a question (R3.2): found before anything is begun, and only for a source that takes one.
import type { Agent } from '#server/kernel/agent/act.ts';
import { failed, type NoAnswer } from '#server/kernel/gateways/failure.ts';
import { askReady } from '#server/kernel/gateways/ready-act.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { envelope } from '#src/crypto/envelope.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import { checkKind } from '#src/domain/verification/schema.ts';
import type { Question } from './agent-acts.ts';
import { formOf, portraitOf } from './compared-fields.ts';
import type { SealedAttachments } from './ports.ts';
import { loadEnvelope, type WaitingCheck } from './store.ts';

interface Dependencies {
  readonly store: Store;
  readonly organisationId: string;
  readonly attachments: SealedAttachments;
}

export interface PortraitGiven {
  readonly portrait: Question['portrait'];
  /** Classes that are opened for it. */
  readonly classNames: readonly string[];
}

/** What a check may be asked with, or why it cannot be asked yet. */
export async function portraitFor(
  { store, organisationId, attachments }: Dependencies,
  agent: Agent,
  check: WaitingCheck,
  published: readonly Configuration[],
): Promise<PortraitGiven | NoAnswer> {
  const readiness = await askReady(agent, checkKind.parse(check.kind));
  if ('answered' in readiness) return readiness;
  const { header } = envelope.parse(JSON.parse(await loadEnvelope(store, organisationId, check)));
  const form = formOf(header, published);
  const named = form === null ? null : portraitOf(header, form);
  if (named === null) return { portrait: 'none', classNames: [] };
  if (!readiness.takesPortrait) return { portrait: 'held-back', classNames: [] };
  const sealed = await attachments.sealed(store, check.device_id, named.contentHash);
  if (sealed === null) return failed('portrait-awaited');
  const portrait = { attachmentId: named.id, sealed: Buffer.from(sealed).toString('base64') };
  return { portrait, classNames: [named.class] };
}
