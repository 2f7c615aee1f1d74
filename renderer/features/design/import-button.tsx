import { useRef } from 'react';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';

/** Chooses a file; the same one may be chosen again. */
export function ImportButton({ onFile }: { readonly onFile: (file: File) => void }) {
  const { t } = useTexts();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        id="design-file"
        className="visually-hidden"
        type="file"
        accept=".xlsx"
        tabIndex={-1}
        aria-label={t('design.import.act')}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file !== undefined) onFile(file);
          event.currentTarget.value = '';
        }}
      />
      <Button id="design-import" onClick={() => input.current?.click()}>
        {t('design.import.act')}
      </Button>
    </>
  );
}
