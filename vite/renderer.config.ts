import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = join(import.meta.dirname, '..');

export default defineConfig({
  root: join(root, 'renderer'),
  base: './',
  logLevel: 'warn',
  plugins: [react()],
  build: {
    target: 'chrome140',
    outDir: join(root, '.vite', 'renderer', 'main_window'),
    emptyOutDir: true,
    // Inline data would need img-src data: and an inline polyfill would break script-src 'self'.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // One file from the disk beside it: splitting would only add requests.
    chunkSizeWarningLimit: 800,
  },
});
