import type { SameKeys } from './same-keys.ts';
import type { readingErrors as zhErrors, readingTexts as zhTexts } from './zh-cn-reading.ts';

export const readingTexts: SameKeys<typeof zhTexts> = {
  reading: {
    title: 'Records of the organisation',
    intro:
      'These are the records of the whole organisation, at the server. Lists show neither names nor document numbers; opening values needs a right and a purpose, and each time is audited.',
    show: 'Connect to the server',
    hint: 'Fill in anything you know and press Enter; left empty, the newest records are listed.',
    recordId: 'Record number',
    recordIdWrong: 'This is no whole record number; copy it from a receipt or a list',
    documentType: 'Document type',
    documentNumber: 'Document number',
    from: 'Submitted from',
    to: 'Until',
    branch: 'Branch',
    service: 'Service',
    state: 'Answer of the authorities',
    all: 'All',
    find: 'Find',
    clear: 'Clear',
    busy: 'Reading…',
    states: {
      'not-required': 'No authority required',
      pending: 'Waiting for an authority',
      verified: 'Verified',
      refuted: 'Refuted',
      undecided: 'For a person to decide',
    },
    columns: {
      reference: 'Record',
      state: 'Authorities',
      service: 'Service',
      branch: 'Branch',
      submittedAt: 'Submitted',
      receivedAt: 'At the server',
    },
    open: 'Open',
    position: 'No. {{position}}',
    revision: 'Revision {{revision}}',
    empty: 'No such record',
    emptyText: 'Ask for less. By a document number, records that have just arrived are found a little later.',
    newer: 'Newer',
    older: 'Older',
    recordTitle: 'Record {{reference}}',
    recordText:
      'Choose the purpose and open a class of values. The server writes it down first; after {{seconds}} seconds they are hidden, and at once when you leave the window.',
    back: 'Back to the list',
    classTitle: 'Class: {{className}}',
    purposeLabel: 'Purpose',
    read: 'Open for {{seconds}} seconds',
    hide: 'Hide now ({{seconds}} s left)',
    noValues: 'This record has no values of this class.',
    noRights: 'The organisation has given you no class of values to read.',
    classes: { identity: 'identity', contact: 'contact', supplementary: 'supplementary' },
    purpose: {
      service: 'Providing the service',
      'customer-relations': 'Customer relations',
      'risk-control': 'Risk control',
      'tax-filing': 'Tax filing',
      'regulatory-report': 'Report to a regulator',
      'subject-request': 'The subject asks about their own',
      supervision: 'Supervision and inspection',
    },
  },
};

export const readingErrors: SameKeys<typeof zhErrors> = {
  'reading/not-granted': 'The organisation has not given you this class for this purpose. The request is in the audit log.',
  'reading/unknown': 'The server has no such record.',
};
