import * as z from 'zod';

/** The two languages every screen, notice and form is complete in. Chinese is the first. */
export const languages = ['zh-CN', 'en'] as const;
export const language = z.enum(languages);
export type Language = z.infer<typeof language>;

/** A text in both languages; neither may be empty, so that no screen falls back to the other one. */
export const localText = z.object({ 'zh-CN': z.string().min(1), en: z.string().min(1) });
export type LocalText = z.infer<typeof localText>;
