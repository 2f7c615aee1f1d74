// F1 or ?: the keys that act on the page as it stands, read from the tables the key handlers themselves use.
import { useState } from 'react';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button, Keycap } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { keysNow, useKeys } from '#renderer/ui/keys.ts';

/** Keys that do the same stand on one line; those that open the sheet come last. */
function linesOf(keys: ReturnType<typeof keysNow>) {
  const byText = Map.groupBy(keys, ({ text }) => text);
  const lines = [...byText].map(([text, same]) => ({ text, keys: same.map(({ key }) => key) }));
  return lines.toSorted((a, b) => Number(a.keys.includes('f1')) - Number(b.keys.includes('f1')));
}

const capNames: Readonly<Record<string, string>> = {
  escape: 'Esc',
  enter: 'Enter',
  'shift+enter': 'Shift+Enter',
  'ctrl+l': 'Ctrl+L',
};

function capName(key: string): string {
  return capNames[key] ?? key.toUpperCase();
}

export function ShortcutsSheet() {
  const { t } = useTexts();
  const [shown, setShown] = useState<ReturnType<typeof keysNow> | null>(null);
  const open = () => setShown(keysNow());
  useKeys({ f1: { text: t('shortcuts.help'), act: open }, '?': { text: t('shortcuts.help'), act: open } });
  const close = () => setShown(null);
  const actions = (
    <Button id="shortcuts-close" look="primary" keyName="Esc" autoFocus onClick={close}>
      {t('shortcuts.close')}
    </Button>
  );
  return (
    <>
      <Button id="shortcuts-open" look="quiet" keyName="F1" onClick={open}>
        {t('shortcuts.open')}
      </Button>
      {shown === null ? null : (
        <Dialog title={t('shortcuts.title')} onCancel={close} actions={actions}>
          <dl className="shortcuts" id="shortcuts">
            {linesOf(shown).map(({ keys, text }) => (
              <div key={text} data-keys={keys.join(' ')}>
                <dt>
                  {keys.map((key) => (
                    <Keycap key={key}>{capName(key)}</Keycap>
                  ))}
                  <span className="visually-hidden">{keys.map(capName).join(', ')}</span>
                </dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
          <p className="field-mark">{t('shortcuts.tab')}</p>
        </Dialog>
      )}
    </>
  );
}
