// What a bare machine lacks beside npm packages: a browser (for machines without an Electron binary), a keychain service,
// Chinese fonts, readers of PDF files and a database server. Installed where that is possible without asking; otherwise said in plain words with what follows.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findPostgres } from '#server/test-bench-postgres.ts';

export interface SystemNeed {
  readonly name: string;
  readonly debianPackages: readonly string[];
  readonly isPresent: () => boolean;
  readonly withoutIt: string;
}

function onPath(...names: readonly string[]): boolean {
  return names.some((name) => spawnSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' }).status === 0);
}

export const browser: SystemNeed = {
  name: 'Chromium',
  debianPackages: ['chromium'],
  isPresent: () => onPath('chromium', 'chromium-browser', 'google-chrome'),
  withoutIt: 'without an Electron binary the application has nothing to be shown in',
};

export const keychain: SystemNeed = {
  name: 'a Secret Service keychain (gnome-keyring, D-Bus)',
  debianPackages: ['gnome-keyring', 'dbus', 'libsecret-tools'],
  isPresent: () => onPath('gnome-keyring-daemon') && onPath('dbus-daemon') && onPath('dbus-run-session') && onPath('secret-tool'),
  withoutIt: 'no key can be kept, so the application refuses to capture anything',
};

export const chineseFonts: SystemNeed = {
  name: 'Chinese fonts',
  debianPackages: ['fonts-noto-cjk'],
  isPresent: () =>
    existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc') ||
    spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' }).stdout?.trim().length > 0,
  withoutIt: 'Chinese text is drawn as empty boxes',
};

export const pdfTools: SystemNeed = {
  name: 'tools that read PDF files (poppler)',
  debianPackages: ['poppler-utils'],
  isPresent: () => onPath('pdftotext') && onPath('pdftoppm') && onPath('pdfinfo'),
  withoutIt: 'the tests of printed pages cannot look at them and fail',
};

export const tracer: SystemNeed = {
  name: 'strace',
  debianPackages: ['strace'],
  isPresent: () => onPath('strace'),
  withoutIt: 'no writes can be recorded, so power cuts are not tested',
};

export const certificates: SystemNeed = {
  name: 'OpenSSL',
  debianPackages: ['openssl'],
  isPresent: () => onPath('openssl'),
  withoutIt: 'no certificates can be made for the tests of TLS, and they fail',
};

export const database: SystemNeed = {
  name: 'a database server (PostgreSQL 15 or newer)',
  debianPackages: ['postgresql'],
  isPresent: () => findPostgres() !== null,
  withoutIt: 'the server is tested on SQLite alone',
};

function isDebianRoot(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && onPath('apt-get');
}

function aptInstall(packages: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const stdio: ['ignore', 'ignore', 'pipe'] = ['ignore', 'ignore', 'pipe'];
  spawnSync('apt-get', ['update'], { env, stdio });
  const result = spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...packages], {
    env,
    stdio,
    encoding: 'utf8',
  });
  if (result.status !== 0) console.error(result.stderr.split('\n').slice(-4).join('\n'));
  return result.status === 0;
}

/**
 * Makes sure the needs are met on Linux (Windows and macOS bring browser, keychain and fonts of their own).
 * @returns the needs that could not be met; each was named on stderr with what follows from it
 */
export function ensureSystem(needs: readonly SystemNeed[]): readonly SystemNeed[] {
  if (process.platform !== 'linux') return [];
  const missing = needs.filter((need) => !need.isPresent());
  if (missing.length === 0) return [];
  const packages = missing.flatMap((need) => need.debianPackages);
  if (isDebianRoot()) {
    console.error(`Installing ${missing.map((need) => need.name).join(', ')} (system packages: ${packages.join(' ')}) …`);
    aptInstall(packages);
  }
  const unmet = missing.filter((need) => !need.isPresent());
  for (const need of unmet) {
    console.error(`Missing: ${need.name} — ${need.withoutIt}. Install it with: apt-get install ${need.debianPackages.join(' ')}`);
  }
  return unmet;
}
