// English texts of telling a subject that an authority did not confirm a registration. The paper's words are the subject's.
import type { ErrorCode } from '#src/contract/errors.ts';

export const refusalTexts = {
  refusal: {
    mustTell: 'Subject to be told',
    notTold: 'The subject has not been told yet.',
    told: '{{way}}: {{at}}, {{name}}',
    ways: { 'in-person': 'Told in person', telephone: 'Told by telephone', print: 'Notice printed' },
    message: {
      waiting: 'SMS on its way',
      sent: 'Told by SMS',
      undeliverable: 'SMS not delivered',
      'not-sent': 'SMS not sent',
    },
    messaged: '{{state}}: {{at}}',
    language: 'Language of the notice',
    languages: { 'zh-CN': 'Chinese', en: 'English' },
    print: 'Print notice',
    printing: 'Printing…',
    paper: {
      title: 'Your registration was not confirmed',
      madeAt: 'Printed {{at}}',
      intro:
        'The registration below was checked and not confirmed. This does not mean that you gave false information: a typing mistake, or a change of your document, can be the reason.',
      service: 'Service',
      number: 'Receipt number',
      recordId: 'Registration',
      document: 'Document number',
      submittedAt: 'Registered at',
      checked: 'What was checked, and the result',
      check: '{{kind}} ({{at}})',
      kinds: {
        'identity-authority': 'Name and document number, with the identity authority',
        'public-security': 'The registration, with the public-security database',
      },
      reasons: {
        'name-differs': 'The name does not belong to this document number.',
        'number-unknown': 'This document number was not found.',
        'document-invalid': 'The document has expired or was cancelled.',
        'portrait-differs': 'The photograph does not match the one of the document.',
        differs: 'The registration does not agree with the document.',
        'document-unsupported': 'This kind of document cannot be checked.',
        'values-missing': 'The registration lacks the name or number that is checked.',
        'source-refuses': 'There was no result.',
      },
      todo: 'What you can do',
      correct: 'Please bring your original document and this paper to the branch, and compare the registration with our staff.',
      resubmit:
        'If something is wrong, it is corrected and submitted again on the spot, and checked once more. You need not start again.',
      issuer: 'If it agrees with your document and is still not confirmed, please ask the office that issued the document.',
      later: 'If it is not confirmed again',
      limits: {
        'further-check':
          'After {{count}} failed checks in all, a supervisor confirms your identity in person at every registration, to keep others from using your identity.',
        refused:
          'After {{count}} failed checks in all, a supervisor has to confirm your identity before you can register again, to keep others from using your identity.',
      },
      ask: 'Whom to ask',
      rights: 'From the notice you accepted: “{{text}}”',
      branch: '{{organisation}}, {{branch}}. Please show this paper or name the registration.',
    },
  },
};

export const refusalErrors = {
  'verification/not-refuted':
    'The newest version was not refused by an authority, so there is nothing to tell. Open the record again.',
  'verification/already-told': 'It is already recorded that the subject was told this way.',
} satisfies Partial<Record<ErrorCode, string>>;
