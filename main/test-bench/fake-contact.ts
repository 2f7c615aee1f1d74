// For tests only: the server's side of the contact. It "sends" a code that a test reads, and judges it without counting.
import { instantFromMs } from '#src/base/instant.ts';
import { callsRequest, codeCheckRequest, codeRequest } from '#src/contract/sync/contact.ts';
import type { CallRecord, ContactFact } from '#src/domain/contact/schema.ts';
import { type PrivateKeyText, signDocument } from '#src/node/crypto/signing.ts';

interface Refused {
  readonly status: number;
  readonly code: string;
  readonly params?: unknown;
}
type Said = { readonly body: unknown } | Refused;

export class FakeContact {
  readonly code = '482913';
  readonly sent: { readonly codeId: string; readonly recordId: string; readonly sealed: string }[] = [];
  readonly calls: ContactFact[] = [];
  /** Call → the revision it was told with. */
  readonly revisions = new Map<string, number | null>();
  /** What the telephone system has said. */
  readonly records: CallRecord[] = [];
  /** It asks the telephone system about every call. */
  isAsking = false;
  isSure = true;
  /** Refuses what is asked next with this. */
  refuse: Refused | null = null;
  /** Changes a fact before it is signed. */
  forge: Partial<ContactFact> = {};
  /** Signs with another key than the server's. */
  otherKey: PrivateKeyText | null = null;

  send(body: string, nowMs: number): Said {
    const { codeId, recordId, phone } = codeRequest.parse(JSON.parse(body));
    if (this.refuse !== null) return this.refuse;
    this.sent.push({ codeId, recordId, sealed: JSON.stringify(phone) });
    const [expiresAt, resendAt] = [instantFromMs(nowMs + 600_000), instantFromMs(nowMs + 60_000)];
    return { body: { expiresAt, resendAt, isSure: this.isSure } };
  }

  check(body: string, nowMs: number, key: PrivateKeyText): Said {
    const { codeId, recordId, code } = codeCheckRequest.parse(JSON.parse(body));
    if (this.refuse !== null) return this.refuse;
    if (code !== this.code) return { status: 403, code: 'contact/code-wrong', params: { left: 4 } };
    const fact = {
      factId: codeId,
      recordId,
      way: 'sms-code',
      source: 'sms',
      reference: 'M1',
      outcome: 'confirmed',
      reason: null,
      asked: [],
      by: 'clerk',
      at: instantFromMs(nowMs),
      ...this.forge,
    };
    const signed = { organisationId: 'organisation-1', deviceId: 'device-1', fact };
    return { body: { fact: signDocument('contact-fact', signed, this.otherKey ?? key) } };
  }

  keep(body: string, key: PrivateKeyText): Said {
    const { calls, revisions } = callsRequest.parse(JSON.parse(body));
    for (const { factId } of calls) this.revisions.set(factId, revisions[factId] ?? null);
    for (const call of calls) if (this.calls.every(({ factId }) => factId !== call.factId)) this.calls.push(call);
    const kept = calls.map(({ factId }) => factId);
    const records = this.records.filter(({ callId }) => kept.includes(callId));
    const awaited = this.isAsking ? kept.filter((factId) => records.every(({ callId }) => callId !== factId)) : [];
    const signed = { organisationId: 'organisation-1', deviceId: 'device-1', records };
    return { body: { kept, awaited, records: signDocument('call-records', signed, this.otherKey ?? key) } };
  }
}
