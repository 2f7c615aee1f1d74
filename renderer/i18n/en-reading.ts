import type { SameKeys } from './same-keys.ts';
import type { readingErrors as zhErrors, readingTexts as zhTexts } from './zh-cn-reading.ts';

export const readingTexts: SameKeys<typeof zhTexts> = {
  reading: {
    title: 'Records of the organisation',
    intro:
      'These are the records of the whole organisation, at the server. Lists show neither names nor document numbers; opening values needs a right and a purpose, and each time is audited.',
    show: 'Connect to the server',
    rights: 'What you may read',
    noRights: 'The organisation has given you no class of values to read.',
    class: 'Class',
    purposes: 'For what',
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
