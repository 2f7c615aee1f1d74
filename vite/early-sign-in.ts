// Makes the page whole in one file, so that the sign-in form stands as soon as the page is there (ADR 40): the form itself, drawn once per
// language, the style, and the first script. The scripts of the screens are named only; the first script asks for them.
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build, createServer, type Plugin, type Rollup } from 'vite';

const languages = ['zh-CN', 'en'];
type EarlyMarkup = (language: string) => Promise<string>;

async function drawnForms(root: string): Promise<readonly string[]> {
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
    const { earlyMarkup } = (await server.ssrLoadModule(join(root, 'app', 'early-markup.tsx'))) as { earlyMarkup: EarlyMarkup };
    return await Promise.all(
      languages.map(async (language) => `<template lang="${language}">${await earlyMarkup(language)}</template>`),
    );
  } finally {
    await server.close();
  }
}

/** The first script, with all it needs. */
async function firstScript(root: string): Promise<string> {
  const built = (await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      target: 'chrome140',
      write: false,
      copyPublicDir: false,
      lib: { entry: join(root, 'app', 'early.ts'), formats: ['iife'], name: 'early' },
    },
  })) as readonly Rollup.RollupOutput[];
  const [script, ...more] = built.flatMap(({ output }) => output);
  if (script?.type !== 'chunk' || more.length > 0) throw new Error('the first script is not one file');
  return script.code.trim();
}

/** @param name what the element is, @throws Error when the text would end it */
function inline(name: 'script' | 'style', text: string): string {
  if (new RegExp(`</${name}|<!--`, 'iu').test(text)) throw new Error(`this text cannot stand in a ${name} element`);
  return `<${name}>${text}</${name}>`;
}

/** Without these elements, and the files they named, in order. */
function takeOut(html: string, element: RegExp): { readonly html: string; readonly files: readonly string[] } {
  const files = [...html.matchAll(element)].map(([, file = '']) => file);
  if (files.length === 0) throw new Error(`the built page has nothing like ${element.source}`);
  return { html: html.replace(element, ''), files };
}

function lines(parts: readonly string[], end: string): string {
  return ['', ...parts].join('\n    ').concat('\n  ', end).trimStart();
}

export function earlySignIn(root: string): Plugin {
  return {
    name: 'early-sign-in',
    enforce: 'post',
    generateBundle: async (_options, bundle) => {
      const page = bundle['index.html'];
      const style = Object.values(bundle).find(({ fileName }) => fileName.endsWith('.css'));
      if (page?.type !== 'asset' || style?.type !== 'asset') throw new Error('the built page or its style is missing');
      // The last one is the screens' own; it imports the others.
      const screens = takeOut(String(page.source), /\s*<script type="module"[^>]* src="([^"]+)"><\/script>/gu);
      const { html } = takeOut(screens.html, /\s*<link rel="stylesheet"[^>]* href="([^"]+)">/gu);
      if (/<(?:link|script|style)/u.test(html)) throw new Error('the built page asks for more than its style and its screens');
      const head = [`<meta name="screens" content="${screens.files.at(-1)}" />`, inline('style', String(style.source).trim())];
      const body = [...(await drawnForms(root)), inline('script', await firstScript(root))];
      // By functions: a $ in a text is no pattern.
      page.source = html.replace('</head>', () => lines(head, '</head>')).replace('</body>', () => lines(body, '</body>'));
      delete bundle[style.fileName];
    },
  };
}
