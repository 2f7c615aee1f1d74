import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = join(import.meta.dirname, '..');

// The page of the online channel. Telephones are older than the application's own browser.
export default defineConfig({
  root: join(root, 'online'),
  base: './',
  logLevel: 'warn',
  plugins: [react()],
  build: {
    target: ['chrome123', 'safari17.5', 'firefox120'],
    outDir: join(root, '.vite', 'online'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    // With the identity rules and the list of regions in it; about 170 kB as it travels compressed by whoever stands before.
    chunkSizeWarningLimit: 700,
  },
});
