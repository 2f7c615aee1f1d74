import { programConfig } from './program.ts';

export default programConfig('main/electron/main.ts', 'main');
