// The local program in this very process, on the data of an enrolled workstation: its start by itself, and work that nobody types.
import { join } from 'node:path';
import { type App, createApp } from '#main/app/create-app.ts';
import { hostPorts } from '#main/app/host-thread.ts';
import { realMachine } from '#main/app/machine.ts';
import { dataFolder } from '#main/kernel/data-folder.ts';
import { openWorkstation } from '#main/kernel/keys/open-workstation.ts';
import { registrationForm } from '#server/demo/form.ts';
import { registrationNotice } from '#server/demo/notice.ts';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { makePerson } from '#test/support/sample-people.ts';
import type { WorkstationOptions } from '#test/support/workplace.ts';
import { multiplyRecords, saveRecords } from './many-records.ts';
import { timed } from './statistics.ts';

const noHost = { ask: async () => null };
const savedOneByOne = 10_000;
const dayMs = 86_400_000;

function optionsOf({ dataDir, keychainService }: WorkstationOptions) {
  return {
    dataDir: join(dataDir, 'workstation'),
    appVersion: '0.0.0',
    keychain: { isEvaluation: false, service: keychainService },
  } as const;
}

function programOn(workstation: WorkstationOptions): App {
  const options = optionsOf(workstation);
  return createApp({ ...options, isEvaluation: false }, realMachine(options, hostPorts(noHost)));
}

async function ask<T>(app: App, name: string, input: object): Promise<T> {
  const answer = await app.call(name, input);
  if (!answer.ok) throw new Error(`${name}: ${answer.error.code}`);
  return answer.value as T;
}

/** Key, lock, store and its check, as the worker does them; without a thread and without a window. */
export async function startProgram(workstation: WorkstationOptions): Promise<number> {
  const app = programOn(workstation);
  const ms = await timed(() => app.start());
  const { phase } = await ask<{ readonly phase: string }>(app, 'startup.status', {});
  await app.close();
  if (phase !== 'ready') throw new Error(`the local program did not become ready: ${phase}`);
  return ms;
}

/** Registers so many made-up people, from a number on, as a clerk of the demonstration does: through the program's own calls. */
export async function register(workstation: WorkstationOptions, count: number, from: number): Promise<void> {
  const [clerk] = demonstrationStaff;
  const app = programOn(workstation);
  await app.start();
  try {
    await ask(app, 'staff.signIn', { number: clerk?.number, passphrase: clerk?.passphrase });
    const { id: noticeId, version: noticeVersion } = registrationNotice;
    const shown = { serviceId: 'mobile-activation', noticeId, noticeVersion, language: 'zh-CN' };
    const checks = registrationForm.reviewChecks.map(({ id }) => id);
    for (let index = from; index < from + count; index++) {
      const { birthDate: _date, sex: _sex, ...values } = makePerson(index);
      const { registrationId } = await ask<{ readonly registrationId: string }>(app, 'consent.accept', shown);
      const { documentType: type, documentNumber: number } = values;
      // Among ten thousand made-up people some share a number: a clerk compares and goes on.
      const same = await ask<{ readonly items: readonly { readonly registrationId: string }[] }>(
        app,
        'registration.sameDocument',
        {
          registrationId,
          type,
          number,
        },
      );
      const acknowledged = same.items.map((item) => item.registrationId);
      await ask(app, 'registration.review', { registrationId, values, checks, acknowledged, fromReader: [] });
      await ask(app, 'registration.submit', { registrationId });
    }
  } finally {
    await app.close();
  }
}

/** Gives an enrolled workstation so many records of the last days that the server has all taken. */
export async function fillWithSynced(workstation: WorkstationOptions, count: number): Promise<void> {
  const options = optionsOf(workstation);
  const { store, close } = await openWorkstation(dataFolder(options.dataDir), realMachine(options, hostPorts(noHost)));
  // Without the journal, which the next start would read: it makes a new one.
  store.keepJournal(null);
  try {
    saveRecords(store, 0, Math.min(count, savedOneByOne));
    if (count > savedOneByOne) multiplyRecords(store, count);
    store.write((transaction) => {
      // Young enough that policy closes none of them while the start is measured.
      transaction.run('UPDATE outbox SET saved_ms = ?', Date.now() - dayMs);
      transaction.run(
        `UPDATE outbox SET state = 'synced', receipt = '{}', receipt_position = sequence, received_at = :at, verified_at = :at`,
        { at: new Date(Date.now() - dayMs).toISOString() },
      );
    });
    store.checkpoint();
  } finally {
    close();
  }
}
