import type { SameKeys } from './same-keys.ts';
import type { staffErrors as zhErrors, staffTexts as zhTexts } from './zh-cn-staff.ts';

export const staffTexts: SameKeys<typeof zhTexts> = {
  prove: {
    title: 'Please prove who you are',
    text: 'What you ask for is at the server. Enter your own passphrase; for some minutes it is not asked again. After signing out or locking, it is.',
    confirm: 'Confirm',
    busy: 'Checking…',
    cancel: 'Cancel',
  },
};

export const staffErrors: SameKeys<typeof zhErrors> = {
  'access/proof-needed': 'The server has to know by your passphrase who you are. Nothing was done.',
};
