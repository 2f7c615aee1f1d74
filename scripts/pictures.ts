// `npm run pictures`: makes the pictures of the README from the real application, with made-up people.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfStale } from '#scripts/environment/build-if-stale.ts';
import { ensureSecretService } from '#scripts/environment/secret-service.ts';
import { root } from '#scripts/environment/steps.ts';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { QueueScreen } from '#test/support/screens/queue-screen.ts';
import { RegistrationScreen } from '#test/support/screens/registration-screen.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';
import { randomSecrets } from '#test/support/server-process.ts';
import { openWorkplace, type Workplace } from '#test/support/workplace.ts';

const folder = join(root, 'docs', 'pictures');
const people = [
  { name: '王小明', documentNumber: '110101199003071057', phone: '13800138000' },
  { name: '阿不都热依木·买买提', documentNumber: '650102197806153315', phone: '15099887766' },
  { name: '李静怡', documentNumber: '310115198512242281', phone: '13912345678' },
];

async function takePictures({ page, link }: Workplace): Promise<void> {
  const picture = async (name: string) => {
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(folder, `${name}.png`) });
  };
  const [clerk] = demonstrationStaff;
  if (clerk === undefined) throw new Error('nobody to sign in');
  await page.locator('#sign-in-number').waitFor();
  await picture('sign-in');
  await new SignInScreen(page).signIn(clerk.number, clerk.passphrase);
  const screen = new RegistrationScreen(page);
  for (const [index, person] of people.entries()) {
    if (index === people.length - 1) await link.cut();
    await screen.begin();
    await screen.chooseService(null);
    if (index === 0) await picture('notice');
    await screen.acceptNotice();
    await screen.type('name', person.name);
    await screen.choose('documentType', 'resident-id');
    await screen.type('phone', person.phone);
    if (index === 0) {
      await screen.type('documentNumber', `${person.documentNumber.slice(0, 17)}8`);
      await screen.field('documentNumber').blur();
      await picture('form');
    }
    await screen.type('documentNumber', person.documentNumber);
    await screen.proceedToReview();
    if (index === 0) await picture('review');
    await screen.tickEveryCheck();
    await screen.submit();
    if (index === 0) await picture('submitted');
  }
  const queue = new QueueScreen(page);
  await queue.open();
  await picture('queue');
}

const work = mkdtempSync(join(tmpdir(), 'countersign-pictures-'));
mkdirSync(folder, { recursive: true });
await buildIfStale();
const keyring = await ensureSecretService(join(work, 'keyring'), randomSecrets().keyPassphrase);
const workplace = await openWorkplace({ dataDir: join(work, 'data'), env: keyring.env });
try {
  await takePictures(workplace);
} finally {
  await workplace.close();
  keyring.stop();
  rmSync(work, { recursive: true, force: true });
}
