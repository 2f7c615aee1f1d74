import { defineConfig } from 'vite';
import { earlySignIn } from './early-sign-in.ts';
import { pageConfig } from './page.ts';

const page = pageConfig('index.html', 'main_window');

export default defineConfig({ ...page, plugins: [...(page.plugins ?? []), earlySignIn(page.root ?? '')] });
