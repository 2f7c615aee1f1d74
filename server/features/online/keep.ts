// A checked registration becomes a record: its pictures and values are sealed to the class keys and go the way of every workstation's.

import type { Clock } from '#server/kernel/clock.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { OnlineReceipt } from '#src/contract/online/registration.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import { groupByClass } from '#src/domain/forms/rules.ts';
import { onlineBranch, onlineSubject, subjectConfirmed } from '#src/domain/online/offer.ts';
import { formatReceiptNumber, workstationPrefix } from '#src/domain/receipts/number.ts';
import type { FieldValues, RecordHeader } from '#src/domain/registration/schema.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { sealEnvelope } from '#src/node/crypto/sealing.ts';
import { type Given, sealPictures, storePictures } from './attached.ts';
import { type Begun, classKeysOf } from './begin.ts';
import type { PhoneProof } from './phone-proof.ts';
import type { NewestConfiguration, TakesAttachments, TakesRecords } from './ports.ts';
import { recordIdOf } from './record-id.ts';
import { findRecord, nextSequence, noteSeen } from './store.ts';

export interface KeepingDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly organisationId: string;
  readonly configuration: NewestConfiguration;
  readonly records: TakesRecords;
  readonly attachments: TakesAttachments;
  /** Under which online records arrive. */
  readonly ownDevice: () => Promise<string>;
  readonly phone: PhoneProof;
}

export interface Keeping {
  readonly receiptOf: (recordId: string) => Promise<OnlineReceipt | null>;
  /** @throws Refusal online/closed, online/phone-unproved */
  readonly push: (begun: Begun, attempt: string, values: FieldValues, given: Given) => Promise<void>;
}

export function createKeeping(dependencies: KeepingDependencies): Keeping {
  const { store, clock, organisationId, configuration, records, attachments, ownDevice, phone } = dependencies;
  const now = () => instantFromMs(clock.nowMs());
  const newest = async () => (await configuration.newest()).body;

  const receiptOf = async (recordId: string): Promise<OnlineReceipt | null> => {
    const record = await findRecord(store, organisationId, recordId);
    if (record === null) return null;
    const service = (await newest()).services.find(({ id }) => id === record.serviceId);
    const reference = formatReceiptNumber(workstationPrefix(sha256Hex(record.deviceId)), record.sequence);
    const { contentHash, receivedAt, serviceId } = record;
    return { reference, recordId, contentHash, receivedAt, service: service?.name ?? { 'zh-CN': serviceId, en: serviceId } };
  };

  const headerOf = (begun: Begun, attempt: string, values: FieldValues, deviceId: string): RecordHeader => {
    const { form, notice, consents, language, serviceId } = begun;
    const at = now();
    return {
      organisationId,
      branchId: onlineBranch,
      deviceId,
      recordId: recordIdOf(attempt),
      revision: 1,
      serviceId,
      form: { id: form.id, version: form.version },
      language,
      notice,
      consents: [...consents],
      capturedBy: onlineSubject,
      review: { reviewedBy: onlineSubject, reviewedAt: at, checks: [subjectConfirmed] },
      ...phone.statement(begun.phone, values),
      submittedAt: at,
    };
  };

  /** The pictures first, then the record that names them. @returns the text of the record */
  const seal = async (
    begun: Begun,
    header: RecordHeader,
    values: FieldValues,
    { pictures, declined }: Given,
  ): Promise<string> => {
    const classKeys = { ...begun.classKeys, ...classKeysOf(await newest()) };
    const sealed = await sealPictures(header, pictures, classKeys);
    await storePictures(attachments, header.deviceId, sealed);
    const whole = {
      ...header,
      ...(sealed.length === 0 ? {} : { attachments: sealed.map(({ named }) => named) }),
      ...(declined.length === 0 ? {} : { declinedSignatures: [...declined] }),
    };
    return (await sealEnvelope({ header: whole, groups: groupByClass(begun.form, values), classKeys })).text;
  };

  return {
    receiptOf,
    push: async (begun, attempt, values, given) => {
      const deviceId = await ownDevice();
      const text = await seal(begun, headerOf(begun, attempt, values, deviceId), values, given);
      const sequence = await nextSequence(store, organisationId, deviceId);
      const batch = { protocol: protocolVersion, records: [{ sequence, envelope: text }] };
      const { outcomes } = await records.push(deviceId, batch).catch((error: unknown) => {
        const isEnded = error instanceof Refusal && error.wire.code === 'devices/revoked';
        throw isEnded ? new Refusal('online/closed', {}) : error;
      });
      if (outcomes[0]?.outcome !== 'accepted') throw new Refusal('online/closed', {});
      await noteSeen(store, organisationId, deviceId, now());
    },
  };
}
