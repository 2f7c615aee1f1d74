import { Stop } from '#server/kernel/stop.ts';
import { writeFileWhole } from '#src/node/files/whole-file.ts';

/** @throws Stop exchange/unwritable */
export function writeWhole(path: string, text: string): void {
  try {
    writeFileWhole(path, text);
  } catch (error) {
    throw new Stop('exchange/unwritable', `The file ${path} cannot be written.`, error);
  }
}
