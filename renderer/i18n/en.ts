// All visible English text, in the shape of the Chinese.
import { errors } from './en-errors.ts';
import { dateParts, documentTypes, fieldErrors, fieldWarnings } from './en-fields.ts';
import { screens } from './en-screens.ts';
import { trouble } from './en-trouble.ts';
import type { Texts } from './zh-cn.ts';

export const en: Texts = { ...screens, errors, troubles: trouble, fieldErrors, fieldWarnings, dateParts, documentTypes };
