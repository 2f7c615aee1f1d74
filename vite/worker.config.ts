import { programConfig } from './program.ts';

export default programConfig('main/app/worker.ts', 'worker');
