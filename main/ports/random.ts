/** The only source of chance in the local program. */
export interface Random {
  /** Bytes fit for keys. */
  bytes(length: number): Uint8Array<ArrayBuffer>;
  /** A random UUID. */
  id(): string;
  /** 22 characters of base64url, for probes and request signatures. */
  nonce(): string;
  /** A number in [0, 1), for jitter only. */
  fraction(): number;
}
