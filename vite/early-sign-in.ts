// Draws the sign-in screen into the page, once per language, so that it can stand before any script of the screens has run.
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { createServer, type Plugin } from 'vite';

const languages = ['zh-CN', 'en'];
type EarlyMarkup = (language: string) => Promise<string>;

export function earlySignIn(root: string): Plugin {
  return {
    name: 'early-sign-in',
    transformIndexHtml: async (html) => {
      const server = await createServer({
        root,
        configFile: false,
        logLevel: 'warn',
        appType: 'custom',
        server: { middlewareMode: true, hmr: false, ws: false, watch: null },
        plugins: [react()],
        // Packages run as they are.
        optimizeDeps: { noDiscovery: true },
      });
      try {
        const { earlyMarkup } = (await server.ssrLoadModule(join(root, 'app', 'early-markup.tsx'))) as {
          earlyMarkup: EarlyMarkup;
        };
        const drawn = await Promise.all(
          languages.map(async (language) => `<template lang="${language}">${await earlyMarkup(language)}</template>`),
        );
        // What is painted first is the form, in the look that was chosen, and not an empty page.
        const waited = html.replace('<script type="module"', '<script type="module" blocking="render"');
        return waited.replace('</body>', `${drawn.join('\n    ')}\n  </body>`);
      } finally {
        await server.close();
      }
    },
  };
}
