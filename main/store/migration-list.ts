import type { Migration } from './migration.ts';
import { createWorkstation } from './migrations/0001-create-workstation.ts';
import { keepDrafts } from './migrations/0002-keep-drafts.ts';

/** Every step in order. */
export const migrations: readonly Migration[] = [createWorkstation, keepDrafts];
