// For tests only: what the server says that authorities answered.
import type { VerificationFact } from '#src/domain/verification/schema.ts';
import { FakePages } from './fake-pages.ts';

export class FakeVerification extends FakePages<VerificationFact> {
  readonly facts = this.items;

  constructor() {
    super('verification', (facts) => ({ facts: [...facts] }));
  }
}
