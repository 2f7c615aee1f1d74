// For tests only: what the server says that authorities answered, and what became of messages to subjects.
import type { SupersededRevision } from '#src/contract/sync/verification.ts';
import type { VerificationFact } from '#src/domain/verification/schema.ts';
import type { RefusalMessage } from '#src/domain/verification/telling.ts';
import { FakePages } from './fake-pages.ts';

export class FakeVerification extends FakePages<VerificationFact | RefusalMessage | SupersededRevision> {
  readonly facts = this.items;

  constructor() {
    super('verification', (items) => ({
      facts: items.flatMap((one) => ('checkId' in one ? [one] : [])),
      messages: items.flatMap((one) => ('noticeId' in one ? [one] : [])),
      superseded: items.flatMap((one) => ('checkId' in one || 'noticeId' in one ? [] : [one])),
    }));
  }
}
