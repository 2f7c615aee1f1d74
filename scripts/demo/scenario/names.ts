export const scenarios = ['verification'] as const;
export type Scenario = (typeof scenarios)[number];
