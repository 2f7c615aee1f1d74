// English texts of what authorities answered.
export const verification = {
  verification: {
    title: 'Verification by the authority',
    states: {
      'not-required': 'This organisation asks for no authority',
      pending: 'Checked locally, authority pending',
      verified: 'Verified',
      refuted: 'Not confirmed',
      undecided: 'Cannot be verified automatically; a person decides',
    },
    kinds: { 'identity-authority': 'Identity check', 'public-security': 'Public-security comparison' },
    outcomes: { confirmed: 'agrees', refuted: 'does not agree', unanswerable: 'cannot be compared' },
    reasons: {
      'name-differs': 'the name does not belong to this document number',
      'number-unknown': 'this document number is not known',
      'document-invalid': 'the document is no longer valid',
      'portrait-differs': 'the portrait does not match',
      differs: 'the information does not agree',
      'document-unsupported': 'the authority does not compare this kind of document',
      'values-missing': 'the registration lacks the name, number or portrait that is compared',
      'source-refuses': 'the authority gave no conclusion',
    },
    waitingFor: 'Waiting for: {{kind}}',
    answer: '{{kind}}: {{outcome}}',
    source: 'from {{source}}',
    reference: 'request {{reference}}',
    tell: 'Please tell the subject: {{reason}}. Compare with the original document and use “Correct” below to submit it again; the earlier version and the answer stay.',
  },
} as const;
