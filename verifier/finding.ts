/** Every check the verifier makes, and what it means when one finds something. */
export const meanings = {
  'checkpoint-form': 'a checkpoint is missing or not in the form of a checkpoint',
  'checkpoint-signature': 'a checkpoint is not signed by this log',
  'succession-wrong': 'the statements about renewals of the log’s key do not hold, or none of them names the key that was given',
  'cosignature-missing': 'no known checkpoint is cosigned by this witness',
  'cosignature-wrong': 'the cosignature of this witness does not verify',
  'file-missing': 'a file of the log is missing',
  'file-unexpected': 'a file does not belong to this log',
  'bundle-form': 'a bundle does not hold exactly its entries',
  'tile-wrong': 'a tile does not hold the hashes of the entries',
  'root-wrong': 'the checkpoint is of another tree than these entries make',
  'leaf-not-canonical': 'an entry is not canonical JSON',
  'leaf-members': 'an entry has members that an entry may not have, or lacks some',
  'leaf-sequence': 'an entry is not at its place',
  'number-gap': 'positions of records or versions of the configuration do not follow each other',
  'shorter-than-known': 'the log is shorter than a checkpoint it has signed',
  'history-rewritten': 'the log does not continue a checkpoint it has signed',
  'receipt-signature': 'a receipt is not signed by this server',
  'receipt-not-in-log': 'what a receipt promises is not in the log',
  'chain-form': 'an event of the chain is not canonical or has other members than an event',
  'chain-link': 'an event of the chain does not continue the event before it',
  'chain-device': 'the chain is of another workstation',
  'chain-lacks-head': 'the chain lacks an event that its workstation reported to the server',
  'chain-lacks-record': 'the server took in a record of which the chain knows nothing',
  'chain-unknown-record': 'the chain says a record was taken in that the log does not have',
} as const;

export interface Finding {
  readonly check: keyof typeof meanings;
  /** Which file, leaf, event or checkpoint. */
  readonly where: string;
}
