// What Electron loads besides the screens: CommonJS bundles in .vite/build. Native modules stay outside and are copied into the
// package by forge.config.ts.
import { builtinModules } from 'node:module';
import type { UserConfig } from 'vite';

const native = ['better-sqlite3-multiple-ciphers', '@napi-rs/keyring', '@node-rs/argon2'];

export function nodeBundle(name: 'main' | 'worker' | 'preload', entry: string): UserConfig {
  return {
    build: {
      outDir: '.vite/build',
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      lib: { entry, formats: ['cjs'], fileName: () => `${name}.cjs` },
      rolldownOptions: {
        external: ['electron', ...native, ...builtinModules, ...builtinModules.map((module) => `node:${module}`)],
      },
    },
    resolve: { conditions: ['node'], mainFields: ['module', 'main'] },
  };
}
