// What is recorded for the power cuts: a workstation's first start, enrolment, work without and with a line, a change of its key, and
// its end. Tells what it has acknowledged through a file, so that it stands in the record between the writes it belongs to.
import { openSync, writeSync } from 'node:fs';
import { testOrganisation } from '#main/test-bench/organisation.ts';
import { TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';

export type Told =
  | { readonly folder: string }
  | { readonly keychain: string; readonly secret: string }
  | { readonly draft: string; readonly name: string }
  | { readonly saved: string }
  | { readonly synced: string }
  | { readonly step: string };

const [channel = '', rounds = '3'] = process.argv.slice(2);
const file = openSync(channel, 'w');
const tell = (told: Told) => void writeSync(file, `${JSON.stringify(told)}\n`);

const workstation = new TestWorkstation(await testOrganisation());
const { keychain, api } = workstation;
const write = keychain.write.bind(keychain);
keychain.write = (account, secret) => {
  // The keychain is the quicker one in the worst case: it has everything at once.
  tell({ keychain: account, secret: Buffer.from(secret).toString('base64') });
  return write(account, secret);
};

async function draft(name: string): Promise<void> {
  const registrationId = await workstation.begin();
  unwrap(await api['registration.save']({ registrationId: registrationId as never, values: { name } }));
  tell({ draft: registrationId, name });
}

async function work(): Promise<void> {
  unwrap(await workstation.signIn());
  for (let round = 0; round < Number(rounds); round++) {
    workstation.server.mode = round % 2 === 0 ? 'down' : 'up';
    await draft(`测试${round}`);
    for (let record = 0; record < 2; record++) tell({ saved: await workstation.register() });
    await api['sync.now']({});
    for (const { recordId, state } of await workstation.queue()) if (state === 'synced') tell({ synced: recordId });
    workstation.time.advance(6_000);
  }
  unwrap(await api['staff.signOut']({}));
}

async function changeKey(): Promise<void> {
  unwrap(await workstation.signIn('it'));
  unwrap(await api['workstation.changeKey']({}));
  const isReady = async () => unwrap(await api['startup.status']({})).phase === 'ready';
  while (await isReady()) workstation.time.fireNext();
  while (!(await isReady())) await new Promise((resolve) => setTimeout(resolve, 5));
}

tell({ folder: workstation.dataDir });
await workstation.start(workstation.order);
tell({ step: 'enrolled' });
await work();
tell({ step: 'worked' });
await changeKey();
tell({ step: 'key changed' });
await work();
await workstation.restart();
tell({ step: 'restarted' });
await work();
await workstation.remove();
