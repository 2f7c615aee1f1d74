import { defineConfig } from 'vite';
import { pageConfig } from './page.ts';

export default defineConfig(pageConfig('index.html', 'main_window'));
