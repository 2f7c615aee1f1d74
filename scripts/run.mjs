// The door of every npm command. Runs on any Node from 20 with nothing installed: installs the locked packages (which bring
// Node 24 for this project), then hands over to the command in scripts/. Plain JavaScript, no dependencies.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const modules = join(root, 'node_modules');
const stamp = join(modules, '.installed-lock');
const nodeVersion = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies.node;
const nodeBinary = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const commands = ['start', 'demo', 'test', 'check', 'build', 'package', 'pictures', 'bench', 'crash', 'fuzz'];

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

function isInstalled() {
  return existsSync(nodeBinary) && existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash();
}

/** `npm ci` under Node 24: under an older Node, npm leaves out packages that ask for a newer one. */
function install() {
  console.error('Installing the locked packages (first run, or the lock file changed) …');
  const isNewEnough = Number(process.versions.node.split('.')[0]) >= 24;
  const args = isNewEnough
    ? ['ci', '--no-audit', '--no-fund']
    : ['exec', '--yes', `--package=node@${nodeVersion}`, '--', 'npm', 'ci', '--no-audit', '--no-fund'];
  const result = spawnSync('npm', args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
    env: { ...process.env, npm_config_loglevel: 'error' },
  });
  if (result.status !== 0 || !existsSync(nodeBinary)) {
    console.error('The packages could not be installed: is the npm registry reachable? Nothing was started.');
    process.exit(1);
  }
  writeFileSync(stamp, lockHash());
}

const [command, ...rest] = process.argv.slice(2);
if (!commands.includes(command)) {
  console.error(`Usage: node scripts/run.mjs ${commands.join('|')} [options]`);
  process.exit(2);
}
if (!isInstalled()) install();
const path = [join(modules, '.bin'), process.env.PATH].join(delimiter);
const child = spawn(nodeBinary, [join(root, 'scripts', `${command}.ts`), ...rest], {
  stdio: 'inherit',
  // Every process below keeps what it compiled: the server and the runtime are started hundreds of times by the tests.
  env: { NODE_COMPILE_CACHE: join(modules, '.cache', 'compiled'), ...process.env, PATH: path },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal === null ? code : 1));
