import { programConfig } from './program.ts';

export default programConfig('main/electron/print-preload.ts', 'print-preload');
