import { randomBytes as nodeRandomBytes, randomUUID } from 'node:crypto';

export function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(nodeRandomBytes(length));
}

/** A random UUID (version 4): says nothing about when or where it was made. */
export function randomId(): string {
  return randomUUID();
}

/** 16 random bytes in base64url (22 characters), for probes and request signatures. */
export function randomNonce(): string {
  return nodeRandomBytes(16).toString('base64url');
}
