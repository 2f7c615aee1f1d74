import { calls, events } from '#src/contract/ipc/index.ts';
import { programConfig } from './program.ts';

export default programConfig('main/electron/preload.ts', 'preload', {
  CALL_NAMES: JSON.stringify(Object.keys(calls)),
  EVENT_NAMES: JSON.stringify(Object.keys(events)),
});
