// Ending a shift.
import type { SameKeys } from './same-keys.ts';
import type { shift as zh } from './zh-cn-shift.ts';

export const shift: SameKeys<typeof zh> = {
  signingOut: {
    title: 'Left unfinished by you: {{count}}',
    text: 'Only you will see what is kept, and you go on with it when you sign in again. Tell whoever is still waiting, and discard what nobody needs any more.',
    none: 'Nothing is left unfinished.',
    stay: 'Stay',
    keep: 'Keep all and sign out',
    signOut: 'Sign out',
  },
};
