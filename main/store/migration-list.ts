import type { Migration } from './migration.ts';
import { createWorkstation } from './migrations/0001-create-workstation.ts';

/** Every step in order. */
export const migrations: readonly Migration[] = [createWorkstation];
