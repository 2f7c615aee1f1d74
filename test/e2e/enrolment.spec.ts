// Enrolment by hand (S7), and the evaluation substitute of the keychain that the screen names permanently (S3).
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { formatEnrolmentCode, parseEnrolmentCode } from '#src/domain/devices/enrolment-code.ts';
import { clerk } from '#test/e2e/workplace-test.ts';
import { demonstrationBranch, foundServer } from '#test/support/founded-server.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';
import { issueEnrolmentCode, ServerProcess } from '#test/support/server-process.ts';
import { closeWorkstation, openWorkstation, type Workstation } from '#test/support/workplace.ts';

interface Fixtures {
  readonly server: { readonly url: string; code(): Promise<string> };
  readonly open: (args?: readonly string[]) => Promise<Workstation>;
}

const test = base.extend<Fixtures>({
  server: async ({ browserName: _unused }, use, testInfo) => {
    const dataDir = testInfo.outputPath('server');
    const { secrets } = await foundServer(dataDir);
    const server = await ServerProcess.start(dataDir, secrets);
    await use({ url: server.url, code: () => issueEnrolmentCode(dataDir, secrets, demonstrationBranch) });
    await server.stop();
  },
  open: async ({ browserName: _unused }, use, testInfo) => {
    const opened: Workstation[] = [];
    await use(async (args = []) => {
      const workstation = await openWorkstation({
        dataDir: testInfo.outputPath('workstation'),
        env: {},
        keychainService: `Countersign ${testInfo.testId} ${Date.now()}`,
        args,
      });
      opened.push(workstation);
      return workstation;
    });
    for (const workstation of opened) await closeWorkstation(workstation);
  },
});

async function enrol({ page }: Workstation, address: string, code: string): Promise<void> {
  await page.locator('#enrol-address').fill(address, { timeout: 30_000 });
  await page.locator('#enrol-code-1').fill(code);
  await page.locator('#enrol-name').fill('Counter 7');
  await page.locator('#enrol-submit').click();
}

/** The same secret with the fingerprint of a server that does not exist. */
function ofAnotherServer(code: string): string {
  const own = parseEnrolmentCode(code);
  if (!own.ok) throw new Error('malformed code');
  const { secret, fingerprint } = own.value;
  return formatEnrolmentCode({ secret, fingerprint: [...fingerprint].reverse().join('') });
}

test('mistakes are told apart, and then one step enrols, within three minutes (S7)', async ({ server, open }) => {
  const begunAt = performance.now();
  const workstation = await open();
  const { page } = workstation;
  const code = await server.code();
  const preparedMs = performance.now() - begunAt;
  const refusal = page.locator('[data-screen="enrolment"] [data-code]').first();
  const changed = `${code.startsWith('A') ? 'B' : 'A'}${code.slice(1)}`;
  for (const [address, wrong, expected] of [
    ['ftp://nowhere', code, 'devices/address-invalid'],
    ['http://192.0.2.1', code, 'devices/address-invalid'],
    ['http://127.0.0.1:9', code, 'server/unreachable'],
    [server.url, `${code.slice(0, -1)}U`, 'devices/code-malformed'],
    [server.url, changed, 'devices/code-refused'],
    [server.url, ofAnotherServer(code), 'server/wrong-identity'],
  ] as const) {
    await enrol(workstation, address, wrong);
    await expect(refusal).toHaveAttribute('data-code', expected);
  }
  const typed = code.toLowerCase().replaceAll('-', ' ');
  const enrolledAt = performance.now();
  await enrol(workstation, server.url, typed);
  await new SignInScreen(page).signIn(clerk.number, clerk.passphrase);
  const machineSeconds = (preparedMs + performance.now() - enrolledAt) / 1_000;
  // A person needs a second for each character they find on the keyboard; the code may also be pasted.
  const personSeconds = `${server.url}${typed}Counter 7${clerk.number}${clerk.passphrase}`.length;
  console.log(
    `enrolment: ${machineSeconds.toFixed(1)} s of the machine (first start, code, enrolment, sign-in), ${personSeconds} s of typing`,
  );
  expect(machineSeconds + personSeconds).toBeLessThan(180);
  await expect(page.locator('.frame-place')).toContainText('Counter 7');
});

test('the evaluation keychain is an explicit flag and is shown on every screen (S3)', async ({ server, open }, testInfo) => {
  const keychain = testInfo.outputPath('evaluation-keychain');
  const { page } = await open([
    `--evaluation-keychain=${keychain}`,
    `--enrol-server=${server.url}`,
    `--enrol-code=${await server.code()}`,
    '--enrol-name=Counter 8',
  ]);
  const ribbon = page.locator('#evaluation');
  await page.locator('#sign-in-number').waitFor({ timeout: 30_000 });
  await expect(ribbon).toBeVisible();
  await new SignInScreen(page).signIn(clerk.number, clerk.passphrase);
  await expect(ribbon).toBeVisible();
  await page.locator('[data-service]').first().click();
  await page.locator('#notice').waitFor();
  await expect(ribbon).toBeInViewport();
  expect(existsSync(join(keychain))).toBe(true);
  expect(existsSync(join(testInfo.outputPath('workstation'), 'evaluation-keychain'))).toBe(false);
});
