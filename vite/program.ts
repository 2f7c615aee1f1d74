// What the three program bundles (main, worker, preload) have in common: one CommonJS file each in .vite/build, native modules and
// Electron left outside. Complete in itself, so that Forge and `npm run build` make the same bytes.
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import type { UserConfig } from 'vite';

const root = join(import.meta.dirname, '..');

/** Loaded at run time from node_modules: they carry binaries. */
export const nativeModules = ['better-sqlite3-multiple-ciphers', '@napi-rs/keyring', '@node-rs/argon2'];

export function programConfig(entry: string, name: string, define: Record<string, string> = {}): UserConfig {
  return {
    root,
    define: { 'import.meta.dirname': '__dirname', ...define },
    logLevel: 'warn',
    resolve: { conditions: ['node'], mainFields: ['module', 'main'] },
    build: {
      target: 'node24',
      outDir: join(root, '.vite', 'build'),
      emptyOutDir: false,
      copyPublicDir: false,
      minify: false,
      sourcemap: false,
      lib: { entry: join(root, entry), formats: ['cjs'], fileName: () => `${name}.cjs` },
      rolldownOptions: {
        external: ['electron', ...nativeModules, ...builtinModules, /^node:/u],
        output: { codeSplitting: false },
      },
    },
  };
}
