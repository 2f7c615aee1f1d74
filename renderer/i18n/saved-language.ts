// The language of the screens as it was chosen at this computer (it is no personal data).
import type { Language } from '#src/base/language.ts';

const storageKey = 'countersign.language';

export function savedLanguage(storage: Pick<Storage, 'getItem'>): Language {
  return storage.getItem(storageKey) === 'en' ? 'en' : 'zh-CN';
}

export function saveLanguage(storage: Pick<Storage, 'setItem'>, language: string): void {
  storage.setItem(storageKey, language);
}
