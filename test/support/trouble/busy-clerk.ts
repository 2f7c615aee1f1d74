// Registrations one after another as fast as the program answers, by the bridge, for tests that end the program in the middle.
import type { Page } from '@playwright/test';
import type {} from '#renderer/bridge/api.ts';

const mark = 'saved-record ';

interface Offer {
  readonly services: readonly { readonly id: string }[];
}
interface Opened {
  readonly notice: { readonly id: string; readonly version: number };
  readonly form: { readonly reviewChecks: readonly { readonly id: string }[] };
}

interface Same {
  readonly items: readonly { readonly registrationId: string }[];
}

/** Runs in the page until the page ends. Every id is said aloud the moment the program has answered that it is saved. */
async function registerForEver({ values, said }: { readonly values: Record<string, string>; readonly said: string }) {
  const ask = async <T>(name: string, input: unknown): Promise<T> => {
    const answer = (await window.bridge.call(name, input)) as { readonly ok: boolean; readonly value: T };
    if (!answer.ok) throw new Error(name);
    return answer.value;
  };
  const { services } = await ask<Offer>('forms.services', {});
  const serviceId = services[0]?.id;
  for (;;) {
    const { notice, form } = await ask<Opened>('forms.open', { serviceId });
    const shown = { serviceId, noticeId: notice.id, noticeVersion: notice.version, language: 'zh-CN' };
    const { registrationId } = await ask<{ registrationId: string }>('consent.accept', shown);
    const document = { type: values.documentType, number: values.documentNumber };
    const { items } = await ask<Same>('registration.sameDocument', { registrationId, ...document });
    const acknowledged = items.map((item) => item.registrationId);
    await ask('registration.review', { registrationId, values, checks: form.reviewChecks.map(({ id }) => id), acknowledged });
    const { recordId } = await ask<{ recordId: string }>('registration.submit', { registrationId });
    console.info(said + recordId);
  }
}

/** @returns ids of saved records, in order; grows until the page is gone */
export function registerWithoutPause(page: Page, values: Readonly<Record<string, string>>): readonly string[] {
  const saved: string[] = [];
  page.on('console', (message) => {
    const text = message.text();
    if (text.startsWith(mark)) saved.push(text.slice(mark.length));
  });
  // Ends with the page that is killed: the only end it has.
  page.evaluate(registerForEver, { values: { ...values }, said: mark }).catch(() => undefined);
  return saved;
}
