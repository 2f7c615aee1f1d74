// Through the application as its people go through a day: a clerk, the supervisor, an administrator; and the page of a lost key.
import type { Page } from '@playwright/test';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { DayScreen } from '#test/support/screens/day-screen.ts';
import { DesignScreen } from '#test/support/screens/design-screen.ts';
import { PictureScreen } from '#test/support/screens/picture-screen.ts';
import { QueueScreen } from '#test/support/screens/queue-screen.ts';
import { answerSaveDialog } from '#test/support/screens/receipt-screen.ts';
import { RegistrationScreen } from '#test/support/screens/registration-screen.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';
import { closeWorkstation, openWorkstation, type Workplace } from '#test/support/workplace.ts';
import type { Camera } from './camera.ts';

const people = [
  { name: '王小明', documentNumber: '110101199003071057', phone: '13800138000' },
  { name: '阿不都热依木·买买提', documentNumber: '650102197806153315', phone: '15099887766' },
  { name: '李静怡', documentNumber: '310115198512242281', phone: '13912345678' },
] as const;
type Person = (typeof people)[number];

function member(role: string) {
  const found = demonstrationStaff.find((one) => one.role === role);
  if (found === undefined) throw new Error(`nobody is ${role}`);
  return found;
}

async function signIn(page: Page, role: string): Promise<void> {
  const { number, passphrase } = member(role);
  await new SignInScreen(page).signIn(number, passphrase);
}

async function signOut(page: Page): Promise<void> {
  await page.locator('#sign-out').click();
  const keep = page.locator('#leave-keep');
  await keep.or(page.locator('#sign-in-number')).first().waitFor();
  if (await keep.isVisible()) await keep.click();
  await page.locator('#sign-in-number').waitFor();
}

async function fill(screen: RegistrationScreen, person: Person): Promise<void> {
  await screen.type('name', person.name);
  await screen.choose('documentType', 'resident-id');
  await screen.type('phone', person.phone);
  await screen.type('documentNumber', person.documentNumber);
}

async function register(screen: RegistrationScreen, person: Person): Promise<void> {
  await screen.begin();
  await screen.chooseService(null);
  await screen.acceptNotice();
  await fill(screen, person);
  await screen.proceedToReview();
  await screen.tickEveryCheck();
  await screen.submit();
}

/** The first registration, step by step. */
async function firstRegistration(page: Page, camera: Camera): Promise<void> {
  const screen = new RegistrationScreen(page);
  const [person] = people;
  await screen.begin();
  await camera.take(page, 'services');
  await screen.chooseService(null);
  await camera.take(page, 'notice');
  await screen.acceptNotice();
  await fill(screen, person);
  await screen.type('documentNumber', `${person.documentNumber.slice(0, 17)}8`);
  await screen.field('documentNumber').blur();
  await camera.take(page, 'form');
  await screen.type('documentNumber', person.documentNumber);
  await screen.proceedToReview();
  await camera.take(page, 'review');
  await screen.tickEveryCheck();
  await screen.submit();
  await camera.take(page, 'receipt');
}

/** A service that asks for a scan and for signatures; it is left unfinished. */
async function withAttachments(page: Page, camera: Camera): Promise<void> {
  const screen = new RegistrationScreen(page);
  const pictures = new PictureScreen(page);
  await screen.begin();
  await screen.chooseService('card-replacement');
  await page.locator('#notice-accept').click();
  await page.locator('#signature-pad').waitFor();
  await pictures.write();
  await camera.take(page, 'signature');
  await page.locator('#signature-done').click();
  await page.locator('#signature-pad').waitFor({ state: 'detached' });
  await fill(screen, people[1]);
  await pictures.takeByKeyboard('documentScan');
  await page.locator('#field-documentScan').scrollIntoViewIfNeeded();
  await camera.take(page, 'attachments');
}

export async function walkClerk({ app, page, link }: Workplace, camera: Camera): Promise<void> {
  await page.locator('#sign-in-number').waitFor();
  await camera.prepare(page);
  await camera.take(page, 'sign-in');
  await signIn(page, 'clerk');
  await firstRegistration(page, camera);
  if (camera.hasPaper) {
    await answerSaveDialog(app, camera.fileOf('receipt.pdf'));
    await page.locator('#receipt-pdf').click();
    await page.locator('#receipt[data-saved="1"]').waitFor();
  }
  const screen = new RegistrationScreen(page);
  await register(screen, people[1]);
  const queue = new QueueScreen(page);
  await queue.open();
  await queue.waitForReceipts(2, 60_000);
  await link.cut();
  await page.locator('#nav-capture').click();
  await register(screen, people[2]);
  await withAttachments(page, camera);
  await page.locator('#sign-out').click();
  await page.locator('#signing-out').waitFor();
  await camera.take(page, 'signing-out');
  await page.locator('#leave-stay').click();
  await page.locator('#nav-queue').click();
  await page.locator('#leave-keep').click();
  await queue.open();
  await camera.take(page, 'queue');
  await page.locator('.queue-open').first().click();
  await camera.take(page, 'queue-record');
  await page.keyboard.press('Escape');
  await page.locator('#nav-records').click();
  await page.locator('.records-open').first().waitFor();
  await camera.take(page, 'records');
  await page.locator('.records-open').first().click();
  await page.locator('#record-show-all').click();
  await page.locator('#record-hide').waitFor();
  await camera.take(page, 'record');
  await link.restore();
  await signOut(page);
}

export async function walkSupervisor({ app, page }: Workplace, camera: Camera): Promise<void> {
  await signIn(page, 'supervisor');
  const day = new DayScreen(page);
  await day.open();
  await camera.take(page, 'end-of-day');
  await day.sign(member('supervisor').passphrase);
  await page.locator('[data-view="closed-day"]').waitFor();
  await camera.take(page, 'closed-day');
  if (camera.hasPaper) {
    await answerSaveDialog(app, camera.fileOf('closed-day.pdf'));
    await page.locator('#day-pdf').click();
    await page.locator('#day-pdf:enabled').waitFor();
  }
  await signOut(page);
}

export async function walkAdministrator({ page }: Workplace, camera: Camera): Promise<void> {
  await signIn(page, 'it-administrator');
  await page.locator('#nav-workstation').click();
  await page.locator('[data-view="workstation"]').waitFor();
  await camera.take(page, 'workstation');
  const design = new DesignScreen(page);
  await design.open();
  await camera.take(page, 'designer-list');
  await page.locator('[data-kind="form"] .design-open').first().click();
  await page.locator('.design-editor').waitFor();
  await page.locator('.design-list .design-line').nth(2).click();
  await camera.take(page, 'designer');
  await page.locator('#design-view-preview').click();
  await camera.take(page, 'designer-preview');
  await page.locator('#design-close').click();
  await togetherOf(page, camera);
  await signOut(page);
}

/** Two drafts that are published in one act; the picture only, they are not. */
async function togetherOf(page: Page, camera: Camera): Promise<void> {
  const design = new DesignScreen(page);
  await design.edit('service', 'card-replacement');
  await design.write('name', '补卡、换卡', 'Replacing a card');
  await page.locator('#design-close').click();
  await page.locator('#design-new-service').click();
  await design.write('name', '副卡', 'Second card');
  await page.locator('#design-close').click();
  await page.locator('#design-publish-together').click();
  await camera.take(page, 'designer-together');
  await page.locator('#design-publish-cancel').click();
}

/** The keychain of another account holds no key of this store. */
export async function walkRecovery(workplace: Workplace, camera: Camera): Promise<void> {
  await closeWorkstation(workplace);
  const { workstation } = workplace;
  const opened = await openWorkstation({ ...workstation, keychainService: `${workstation.keychainService} lost`, args: [] });
  try {
    const { page } = opened;
    await page.locator('#recovery-open').waitFor();
    await camera.setLanguage(page);
    await camera.take(page, 'trouble');
    await page.locator('#recovery-open').click();
    await page.locator('#recovery-save').waitFor();
    await camera.take(page, 'recovery');
  } finally {
    await closeWorkstation(opened);
  }
}
