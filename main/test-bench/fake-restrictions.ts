// For tests only: what the server says of restricted subjects, and how it answers supervisors.
import {
  type OpenRestriction,
  type RestrictionAct,
  type RestrictionEntry,
  type RestrictionsResponse,
  restrictionEntry,
  restrictionsRequest,
} from '#src/contract/sync/restriction.ts';
import type { DocumentNamed } from '#src/domain/records/terms.ts';
import { documentKey } from '#src/domain/subjects/document-key.ts';
import { hmacSha256 } from '#src/node/crypto/hash.ts';
import { randomBytes } from '#src/node/crypto/random.ts';
import { FakePages } from './fake-pages.ts';

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

export class FakeRestrictions extends FakePages<RestrictionEntry> {
  key = text(randomBytes(32));

  /** What supervisors decided, oldest first. */
  readonly acts: RestrictionAct[] = [];
  /** What they are shown. */
  open: OpenRestriction[] = [];
  /** Refuses what they ask with this. */
  refusal: { readonly status: number; readonly code: string } | null = null;

  constructor() {
    super('restrictions', (entries) => ({ entries: [...entries], key: entries.length === 0 ? null : this.key }));
  }

  decide(body: string, at: string): RestrictionsResponse {
    this.acts.push(restrictionsRequest.parse(JSON.parse(body)).act);
    return { at, items: this.open, isMore: false };
  }

  /** What is told of the holder of a document from now on. */
  tell(document: DocumentNamed, change: Partial<RestrictionEntry> = {}): void {
    this.items.push(
      restrictionEntry.parse({
        digest: text(hmacSha256(Buffer.from(this.key, 'base64url'), documentKey(document.type, document.number))),
        state: 'restricted',
        failures: 3,
        reasons: ['name-differs'],
        since: '2026-11-20T08:00:00.000Z',
        furtherCheck: 'open',
        ...change,
      }),
    );
  }
}
