// `npm run pictures`: makes the pictures the README shows from the real application, with made-up people.
// `-- --out DIR [--language en] [--theme dark] [--paper]` makes all of them elsewhere, to look at.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfStale } from '#scripts/environment/build-if-stale.ts';
import { ensureSecretService } from '#scripts/environment/secret-service.ts';
import { root } from '#scripts/environment/steps.ts';
import { Camera } from '#scripts/pictures/camera.ts';
import { walkAdministrator, walkClerk, walkRecovery, walkSupervisor } from '#scripts/pictures/walk.ts';
import { randomSecrets } from '#test/support/server-process.ts';
import { openWorkplace } from '#test/support/workplace.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    language: { type: 'string', default: 'zh-CN' },
    theme: { type: 'string', default: 'light' },
    paper: { type: 'boolean', default: false },
  },
});

const work = mkdtempSync(join(tmpdir(), 'countersign-pictures-'));
const folder = values.out === undefined ? join(root, 'docs', 'pictures') : resolve(values.out);
mkdirSync(folder, { recursive: true });
await buildIfStale();
const keyring = await ensureSecretService(join(work, 'keyring'), randomSecrets().keyPassphrase);
const workplace = await openWorkplace({ dataDir: join(work, 'data'), env: keyring.env });
const shown = readFileSync(join(root, 'README.md'), 'utf8').matchAll(/docs\/pictures\/([a-z-]+)\.png/gu);
const wanted = values.out === undefined ? new Set([...shown].map(([, name = '']) => name)) : null;
const camera = new Camera(folder, wanted, { language: values.language, theme: values.theme, hasPaper: values.paper });
try {
  await walkClerk(workplace, camera);
  await walkSupervisor(workplace, camera);
  await walkAdministrator(workplace, camera);
  await walkRecovery(workplace, camera);
} finally {
  await workplace.close();
  keyring.stop();
  rmSync(work, { recursive: true, force: true });
}
