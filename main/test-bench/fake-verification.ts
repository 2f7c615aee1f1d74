// For tests only: what the server says that authorities answered. A test puts facts in and may forge the page.
import { type VerificationPage, verificationRequest } from '#src/contract/sync/verification.ts';
import type { VerificationFact } from '#src/domain/verification/schema.ts';
import { type PrivateKeyText, signDocument } from '#src/node/crypto/signing.ts';

export class FakeVerification {
  readonly facts: VerificationFact[] = [];
  /** Facts in one page. */
  pageSize = 500;
  /** Changes what a page says before it is signed. */
  forge: Partial<VerificationPage> = {};
  /** Signs with another key than the server's. */
  otherKey: PrivateKeyText | null = null;

  answer(body: string, key: PrivateKeyText) {
    const { after } = verificationRequest.parse(JSON.parse(body));
    const facts = this.facts.slice(after, after + this.pageSize);
    const cursor = after + facts.length;
    const page = {
      organisationId: 'organisation-1',
      deviceId: 'device-1',
      after,
      cursor,
      isMore: cursor < this.facts.length,
      facts,
      ...this.forge,
    };
    return { page: signDocument('verification', page, this.otherKey ?? key) };
  }
}
