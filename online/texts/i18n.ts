// The counter's texts that the shared form shows, and few others; where the counter speaks of the subject, the page speaks to them.
import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { attachments as enAttachments } from '#renderer/i18n/en-attachments.ts';
import { capture as enCapture } from '#renderer/i18n/en-capture.ts';
import * as enFields from '#renderer/i18n/en-fields.ts';
import { queueTexts as enQueue } from '#renderer/i18n/en-queue.ts';
import { screens as enScreens } from '#renderer/i18n/en-screens.ts';
import { attachments as zhAttachments } from '#renderer/i18n/zh-cn-attachments.ts';
import { capture as zhCapture } from '#renderer/i18n/zh-cn-capture.ts';
import * as zhFields from '#renderer/i18n/zh-cn-fields.ts';
import { queueTexts as zhQueue } from '#renderer/i18n/zh-cn-queue.ts';
import { screens as zhScreens } from '#renderer/i18n/zh-cn-screens.ts';
import type { Language } from '#src/base/language.ts';
import { en } from './en.ts';
import { zhCn } from './zh-cn.ts';

const storageKey = 'countersign.online.language';

function chinese() {
  const { language, look, shortcuts, regions, facts, parties } = { ...zhScreens, ...zhQueue, ...zhCapture };
  const { attachments } = zhAttachments;
  const { fieldErrors, fieldWarnings, dateParts, documentTypes } = zhFields;
  const spoken = { ...fieldErrors, 'forms/guardian-needed': zhCn.form.guardian };
  const asked = { ...zhScreens.capture, agree: '我同意提供“{{label}}”', notAgreed: '同意后才能填写；不同意不影响办理' };
  const shown = { ...facts, hint: '输入证件号码时，这里显示号码所载的出生日期、性别和地区，请对照您的证件。' };
  return {
    language,
    look,
    shortcuts,
    regions,
    facts: shown,
    parties: { ...parties, ...zhCn.parties },
    attachments: { ...attachments, ...zhCn.handwriting },
    capture: asked,
    fieldErrors: spoken,
    fieldWarnings,
    dateParts,
    documentTypes,
  };
}

function english() {
  const { language, look, shortcuts, regions, facts, parties } = { ...enScreens, ...enQueue, ...enCapture };
  const { attachments } = enAttachments;
  const { fieldErrors, fieldWarnings, dateParts, documentTypes } = enFields;
  const spoken = { ...fieldErrors, 'forms/guardian-needed': en.form.guardian };
  const asked = {
    ...enScreens.capture,
    agree: 'I agree to give “{{label}}”',
    notAgreed: 'Filled in after you agree; declining does not affect the service',
  };
  const shown = {
    ...facts,
    hint: 'As you type the number, the birth date, sex and region it holds appear here: compare them with your document.',
  };
  return {
    language,
    look,
    shortcuts,
    regions,
    facts: shown,
    parties: { ...parties, ...en.parties },
    attachments: { ...attachments, ...en.handwriting },
    capture: asked,
    fieldErrors: spoken,
    fieldWarnings,
    dateParts,
    documentTypes,
  };
}

/** Chinese unless English was chosen here before. */
export async function createPageI18n(): Promise<i18n> {
  const chosen: Language = localStorage.getItem(storageKey) === 'en' ? 'en' : 'zh-CN';
  const instance = createInstance();
  const tell = (language: string) => {
    document.documentElement.lang = language;
  };
  await instance.use(initReactI18next).init({
    lng: chosen,
    load: 'currentOnly',
    fallbackLng: false,
    resources: { 'zh-CN': { translation: chinese() }, en: { translation: english() } },
    interpolation: { escapeValue: false },
  });
  tell(chosen);
  instance.on('languageChanged', (language) => {
    localStorage.setItem(storageKey, language);
    tell(language);
  });
  return instance;
}
