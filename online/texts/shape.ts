import type { zhCn } from './zh-cn.ts';

/** The same texts in any words; a text that is a function stays one of the same parameters. */
type Same<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : T[K] extends (...parameters: never[]) => string ? T[K] : Same<T[K]>;
};
export type Words = Same<typeof zhCn>;
