// What our two pages have in common: the counter's window and the hidden page that draws what is printed. They are built apart, so that
// neither loads a byte of the other.
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { UserConfig } from 'vite';

const root = join(import.meta.dirname, '..');

/**
 * @param file the page's HTML in `renderer/`
 * @param folder below `.vite/renderer`
 */
export function pageConfig(file: string, folder: string): UserConfig {
  return {
    root: join(root, 'renderer'),
    base: './',
    logLevel: 'warn',
    plugins: [react()],
    build: {
      target: 'chrome140',
      outDir: join(root, '.vite', 'renderer', folder),
      emptyOutDir: true,
      // Inline data would need img-src data:, and an inline polyfill is not what the policy allows.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // The files lie beside the program: what would be much to fetch over a network is read at once.
      chunkSizeWarningLimit: 1_000,
      // One style sheet, so that the order of its rules does not depend on which page was opened first.
      cssCodeSplit: false,
      rolldownOptions: {
        input: join(root, 'renderer', file),
        output: {
          // One script for the first screen and one for the counter behind it, with all they need: a request costs more than its bytes.
          codeSplitting: {
            groups: [
              { name: 'first', test: /renderer\/app\/(main|print)\.tsx$/u, priority: 2 },
              { name: 'counter', test: /renderer\/app\/frame\.tsx$/u, priority: 1 },
            ],
          },
        },
      },
    },
  };
}
