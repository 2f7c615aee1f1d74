import { useState } from 'react';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { applyLook, type Look, savedLook, saveLook, textSizes, themes } from '#renderer/ui/look.ts';
import { RadioGroup } from '#renderer/ui/radio-group.tsx';
import { useTexts } from './use-texts.ts';

function LookDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTexts();
  const [look, setLook] = useState<Look>(() => savedLook(localStorage));
  const choose = (change: Partial<Look>) => {
    const chosen = { ...look, ...change };
    setLook(chosen);
    saveLook(localStorage, chosen);
    applyLook(document.documentElement, chosen);
  };
  const close = (
    <Button id="look-close" look="primary" keyName="Esc" onClick={onClose}>
      {t('look.close')}
    </Button>
  );
  return (
    <Dialog title={t('look.title')} onCancel={onClose} actions={close}>
      <RadioGroup
        id="look-size"
        label={t('look.size')}
        help=""
        error={null}
        options={textSizes.map((size) => ({ value: size, label: `${size} %` }))}
        value={look.size}
        onPick={(value) => choose({ size: textSizes.find((size) => size === value) ?? '100' })}
        onPicked={() => undefined}
      />
      <RadioGroup
        id="look-theme"
        label={t('look.theme')}
        help=""
        error={null}
        options={themes.map((theme) => ({ value: theme, label: t(`look.themes.${theme}`) }))}
        value={look.theme}
        onPick={(value) => choose({ theme: themes.find((theme) => theme === value) ?? 'system' })}
        onPicked={() => undefined}
      />
    </Dialog>
  );
}

/** Text size, light or dark: for everybody at this computer, signed in or not. */
export function LookButton() {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button id="look" look="quiet" onClick={() => setOpen(true)}>
        {t('look.open')}
      </Button>
      {isOpen ? <LookDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}
