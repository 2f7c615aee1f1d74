import type { SameKeys } from './same-keys.ts';
import type { statisticsTexts as zhTexts } from './zh-cn-statistics.ts';

export const statisticsTexts: SameKeys<typeof zhTexts> = {
  statistics: {
    title: 'Statistics',
    intro:
      'Registrations, answers of authorities and waiting times of a week or a year. Nobody’s values are opened for it; where few people are behind a number it is not told. Each look is in the audit log.',
    show: 'Show statistics',
    busy: 'Counting…',
    unit: 'Period',
    units: { year: 'A year, week by week', week: 'A week, day by day' },
    day: 'Day',
    earlier: 'Earlier',
    later: 'Later',
    period: '{{period}} ({{from}} to {{to}})',
    perWeek: 'Registrations a week',
    perDay: 'Registrations a day',
    total: 'Registrations: {{count}}',
    totalNotTold: 'So few registrations that their number is not told',
    registrations: 'Registrations',
    asTable: 'As a table',
    notTold: 'not told',
    tooFew: 'too few',
    hiddenText:
      'What is hatched is not told: numbers below {{count}}, and sometimes others beside them, so that the total does not give them back.',
    ownBranch: 'Of your own branch only: {{branch}}',
    byOutcome: 'By answer of the authorities',
    byBranch: 'By branch',
    byService: 'By service',
    states: { verified: 'Verified', pending: 'Waiting for an authority', 'not-required': 'No authority required' },
    refuted: 'Refuted: {{why}}',
    undecided: 'For a person to decide: {{why}}',
    waiting: 'Waiting times',
    waited: 'How long',
    waits: { untilReceipt: 'Submission to receipt ({{share}})', untilAnswer: 'Receipt to answer ({{share}})' },
    shares: { median: 'half within', p95: '95 % within' },
    at: 'Counted at {{at}}',
  },
};
