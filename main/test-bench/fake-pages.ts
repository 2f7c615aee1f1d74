// For tests only: what a server tells in signed pages. A test puts items in and may forge the page.
import * as z from 'zod';
import type { Json } from '#src/base/canonical-json.ts';
import type { SignedKind } from '#src/crypto/signed.ts';
import { type PrivateKeyText, signDocument } from '#src/node/crypto/signing.ts';

const request = z.object({ after: z.int() });

export class FakePages<T> {
  readonly items: T[] = [];
  /** Items in one page. */
  pageSize = 500;
  /** Changes what a page says before it is signed. */
  forge: Readonly<Record<string, Json>> = {};
  /** Signs with another key than the server's. */
  otherKey: PrivateKeyText | null = null;
  readonly #kind: SignedKind;
  readonly #contentOf: (items: readonly T[]) => Record<string, Json>;

  constructor(kind: SignedKind, contentOf: (items: readonly T[]) => Record<string, Json>) {
    this.#kind = kind;
    this.#contentOf = contentOf;
  }

  answer(body: string, key: PrivateKeyText) {
    const { after } = request.parse(JSON.parse(body));
    const items = this.items.slice(after, after + this.pageSize);
    const cursor = after + items.length;
    const page = {
      organisationId: 'organisation-1',
      deviceId: 'device-1',
      after,
      cursor,
      isMore: cursor < this.items.length,
      ...this.#contentOf(items),
      ...this.forge,
    };
    return { page: signDocument(this.#kind, page, this.otherKey ?? key) };
  }
}
