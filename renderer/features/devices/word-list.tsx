import { useTexts } from '#renderer/i18n/use-texts.ts';
import { fingerprintWords } from '#src/domain/devices/fingerprint-words.ts';

/** The words of a workstation's key, in their order. */
export function WordList({ id, keyId }: { readonly id: string; readonly keyId: string }) {
  const { t, language } = useTexts();
  return (
    <ol id={id} className="fingerprint-words" aria-label={t('standing.words')}>
      {fingerprintWords(keyId, language).map(({ place, words }) => (
        <li key={place}>{words}</li>
      ))}
    </ol>
  );
}
