import type { Store } from '#server/kernel/store/store.ts';

/** Every restriction there ever was (R3.6). */
export interface CountedRestrictions {
  readonly spans: (store: Store) => Promise<
    readonly {
      /** Whose failure led to it. */
      readonly recordId: string;
      readonly from: string;
      /** Null: it lasts. */
      readonly to: string | null;
      readonly state: 'restricted' | 'suspended';
    }[]
  >;
}

/** Subjects' requests that are open, and those settled in a time (R8.2). */
export interface CountedRequests {
  readonly terms: (
    store: Store,
    settled: { readonly from: string; readonly before: string },
  ) => Promise<
    readonly {
      readonly branchId: string;
      readonly requestKind: 'query' | 'correction';
      /** Null: open. */
      readonly settledAt: string | null;
      readonly daysLeft: number;
    }[]
  >;
}
