import { type ComponentProps, type KeyboardEvent, useState } from 'react';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { TextInput } from '#renderer/ui/text-input.tsx';

/** A passphrase nobody sees: capitals that were locked by mistake are said before they cost an attempt. */
export function PassphraseInput({ help, ...rest }: Omit<ComponentProps<typeof TextInput>, 'type' | 'onKeyDown' | 'onKeyUp'>) {
  const { t } = useTexts();
  const [isLocked, setLocked] = useState(false);
  const look = (event: KeyboardEvent) => setLocked(event.getModifierState('CapsLock'));
  return <TextInput {...rest} help={isLocked ? t('signIn.capsLock') : help} type="password" onKeyDown={look} onKeyUp={look} />;
}
