// English texts of the supervisor's confirmation, in the shape of the Chinese.
import type { SameKeys } from './same-keys.ts';
import type * as zh from './zh-cn-second-review.ts';

export const secondReview: SameKeys<typeof zh.secondReview> = {
  secondReview: {
    title: 'Supervisor’s review',
    text: 'The supervisor compares with the original document, then enters their own number and passphrase.',
    number: 'Supervisor’s number',
    passphrase: 'Supervisor’s passphrase',
    confirm: 'Confirm and submit',
    reason: 'Reason if not confirmed',
    noReason: '— none: it is confirmed —',
    reasons: {
      'values-differ': 'What was typed differs from the document',
      'document-doubtful': 'The document is doubtful',
      'consent-unclear': 'The person’s consent is unclear',
      other: 'Other, explained in person',
    },
    sendBack: 'Send back',
    sentBack: '{{name}} did not confirm: {{reason}}. Everything typed is kept; correct it and review again.',
  },
};
