// The notice as it is printed (R2.5: printed and posted channel).
import * as z from 'zod';
import { instant } from '#src/base/instant.ts';
import { language, localText } from '#src/base/language.ts';
import { noticeDefinition } from './schema.ts';

export const noticeSheet = z.object({
  kind: z.literal('notice'),
  language,
  organisation: localText,
  service: localText,
  notice: noticeDefinition,
  madeAt: instant,
});
export type NoticeSheet = z.infer<typeof noticeSheet>;
