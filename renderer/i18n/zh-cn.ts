// All visible Chinese text. English has the same shape by type.
import { errors } from './zh-cn-errors.ts';
import { dateParts, documentTypes, fieldErrors, fieldWarnings } from './zh-cn-fields.ts';
import { screens } from './zh-cn-screens.ts';
import { trouble } from './zh-cn-trouble.ts';

export const zhCn = { ...screens, errors, troubles: trouble, fieldErrors, fieldWarnings, dateParts, documentTypes };

/** The same keys, any texts. */
export type SameKeys<T> = { readonly [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> };
export type Texts = SameKeys<typeof zhCn>;
