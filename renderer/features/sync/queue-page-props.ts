export interface QueuePageProps {
  /** Leads to a record's receipt; null for who may not print one. */
  readonly onReceipt: ((recordId: string) => void) | null;
  /** Leads to the record itself, to correct it; null for who may not. */
  readonly onRecord: ((recordId: string) => void) | null;
  /** Sets a record aside by their own passphrase; null: somebody else has to. */
  readonly ownNumber: string | null;
}
