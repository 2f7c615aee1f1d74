import type { SameKeys } from './same-keys.ts';
import type { pictureTexts as zhTexts } from './zh-cn-pictures.ts';

export const pictureTexts: SameKeys<typeof zhTexts> = {
  pictures: {
    open: 'Show for {{seconds}} seconds',
    hide: 'Hide now ({{seconds}} s left)',
    signature: { notice: 'Signature on the notice', form: 'Signature on the form' },
  },
};
