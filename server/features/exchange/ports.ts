import type { AttachmentProgress } from '#src/contract/sync/attachments.ts';
import type { DaysQuestion } from '#src/contract/sync/days.ts';
import type { PushOutcome } from '#src/contract/sync/messages.ts';
import type { SignedDocument } from '#src/crypto/signed.ts';
import type { ChainHead } from '#src/domain/devices/heads.ts';

/** What taking a medium in needs of the other features: the very code that answers over the network. */
export interface IngestPorts {
  /** Raw Ed25519 public key of a workstation that works or has worked here; it outlives the workstation. */
  readonly publicKeyOf: (deviceId: string) => Promise<string | null>;
  /** What is said, signed, of a workstation that was taken out of service; null of one that works. */
  readonly endOf: (deviceId: string) => Promise<SignedDocument | null>;
  readonly push: (
    deviceId: string,
    request: { readonly protocol: number; readonly records: { readonly sequence: number; readonly envelope: string }[] },
  ) => Promise<{ readonly outcomes: PushOutcome[] }>;
  readonly progress: (
    deviceId: string,
    request: { readonly protocol: number; readonly contentHashes: string[] },
  ) => Promise<{ readonly attachments: AttachmentProgress[] }>;
  readonly takePiece: (
    deviceId: string,
    piece: {
      readonly protocol: number;
      readonly contentHash: string;
      readonly sealedBytes: number;
      readonly offset: number;
      readonly piece: string;
    },
  ) => Promise<AttachmentProgress>;
  /** @returns true when this head is remembered as the workstation's newest; a file on its way for long raises no alarm */
  readonly reportHead: (deviceId: string, head: ChainHead, acknowledged: ChainHead | null) => Promise<boolean>;
  /** Takes closed days in and answers with the branch's. */
  readonly exchangeDays: (deviceId: string, question: DaysQuestion) => Promise<SignedDocument>;
  readonly newestConfiguration: () => Promise<SignedDocument>;
}
