// English texts of a damaged database made again from its snapshots.
import type { SameKeys } from './same-keys.ts';
import type { restoreTexts as zhCnRestore } from './zh-cn-restore.ts';

export const restoreTexts: SameKeys<typeof zhCnRestore> = {
  restore: {
    label: 'Rebuild the database',
    text: 'This workstation keeps encrypted snapshots of its database, and a journal of every act since. The database can be rebuilt from them: saved registrations and drafts come back, and the damaged file is set aside, not deleted.',
    start: 'Rebuild from the snapshot',
    busy: 'Rebuilding and checking every page…',
    note: 'This is written into the activity log. The disk may be failing: tell IT as well.',
  },
};
