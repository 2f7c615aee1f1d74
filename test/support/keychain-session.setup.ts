// Playwright's global set-up: one Secret Service for the whole run, the session's own where it is usable.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureSecretService } from '#scripts/environment/secret-service.ts';
import { randomSecrets } from '#test/support/server-process.ts';

export default async function startKeychainSession(): Promise<() => void> {
  const home = mkdtempSync(join(tmpdir(), 'countersign-keyring-'));
  const service = await ensureSecretService(home, randomSecrets().keyPassphrase);
  Object.assign(process.env, service.env);
  return () => {
    service.stop();
    rmSync(home, { recursive: true, force: true });
  };
}
