// Contact of subjects (R3.3, R2.5): codes, recorded calls, messages. No number is ever open in this process.
import type { Store } from '#server/kernel/store/store.ts';
import type { ContactFact } from '#src/domain/contact/schema.ts';
import { createCallRecords } from './call-records.ts';
import { createKeepCalls, type KeepCalls } from './calls.ts';
import { type CheckCode, createCheckCode } from './check-code.ts';
import type { ContactDependencies } from './code-parts.ts';
import { createNotices, type Notices } from './notices.ts';
import { loadMessages } from './refusal-messages.ts';
import { createSendCode, type SendCode } from './send-code.ts';
import { loadFacts } from './store.ts';

export interface ContactService extends Notices {
  readonly sendCode: SendCode;
  readonly checkCode: CheckCode;
  readonly keepCalls: KeepCalls;
  /** A device's, after a position. */
  readonly messagesAfter: (
    store: Store,
    deviceId: string,
    page: { after: number; limit: number },
  ) => ReturnType<typeof loadMessages>;
  /** What is known of one record, oldest first. */
  readonly factsOf: (store: Store, recordId: string) => Promise<readonly ContactFact[]>;
}

export function createContactService(dependencies: ContactDependencies): ContactService {
  const notices = createNotices(dependencies);
  const callRecords = createCallRecords(dependencies);
  return {
    ...notices,
    askDue: async (agent) => {
      const tried = await Promise.all([notices.askDue(agent), callRecords.askDueCalls(agent)]);
      return tried.reduce((sum, one) => sum + one, 0);
    },
    sendCode: createSendCode(dependencies),
    checkCode: createCheckCode(dependencies),
    keepCalls: createKeepCalls(dependencies, callRecords),
    messagesAfter: (store, deviceId, page) => loadMessages(store, dependencies.organisationId, deviceId, page),
    factsOf: (store, recordId) => loadFacts(store, dependencies.organisationId, recordId),
  };
}
