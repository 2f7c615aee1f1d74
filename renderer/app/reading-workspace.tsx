import { shownValue } from '#renderer/features/forms/shown-value.ts';
import { ReadingPage } from '#renderer/features/reading/reading-page.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';

export function ReadingWorkspace() {
  const texts = useTexts();
  return <ReadingPage showValue={(field, values) => shownValue(field, values, texts)} />;
}
