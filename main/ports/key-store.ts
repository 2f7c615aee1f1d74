// The place where the operating system keeps the database key (S3, design: keys).

/** Why a keychain gave no answer. Absent: there is none on this machine. Locked: there is one, and it does not let us in. */
export type KeyStoreProblem = 'absent' | 'locked';

/** Thrown by a KeyStore; never carries a secret or the library's message. */
export class KeyStoreFailure extends Error {
  override readonly name = 'KeyStoreFailure';
  readonly problem: KeyStoreProblem;
  constructor(problem: KeyStoreProblem, cause?: unknown) {
    super(problem, { cause });
    this.problem = problem;
  }
}

export interface KeyStore {
  /** What the store calls itself in a trouble message: `secret-service`, `keychain`, `credential-manager`, `evaluation-file`. */
  readonly backend: string;
  /** The secret of this account, or null when the keychain answered that it holds none. @throws KeyStoreFailure */
  read(account: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Stores a secret. Nothing here deletes one. @throws KeyStoreFailure */
  write(account: string, secret: Uint8Array): Promise<void>;
}
