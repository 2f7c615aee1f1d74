import { defineConfig } from 'vite';
import { pageConfig } from './page.ts';

export default defineConfig(pageConfig('print.html', 'print_page'));
