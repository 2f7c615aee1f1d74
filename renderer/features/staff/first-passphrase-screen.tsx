// The first thing whoever has a passphrase of an administrator's does once the server is there. When it is gone the program lets them work.
import { useAct } from '#renderer/bridge/queries.ts';
import { LanguageButton } from '#renderer/i18n/language-button.tsx';
import { LookButton } from '#renderer/i18n/look-button.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { Session } from '#src/domain/staff/schema.ts';
import { ChangeButton, PassphraseForm } from './passphrase-form.tsx';
import './staff.css';

export function FirstPassphraseScreen({ session }: { readonly session: Session }) {
  const { t } = useTexts();
  const change = useAct('staff.changePassphrase');
  const leave = useAct('staff.signOut');
  return (
    <main className="sheet" data-screen="first-passphrase">
      <div className="sheet-card sign-in">
        <div className="actions">
          <span className="product">{t('product')}</span>
          <span className="actions-apart">
            <LookButton />
            <LanguageButton />
          </span>
        </div>
        <p>
          {session.name} <span className="field-mark">{t(`roles.${session.role}`)}</span>
        </p>
        <h1>{t('passphrase.firstTitle')}</h1>
        <p>{t('passphrase.firstText')}</p>
        <PassphraseForm change={change} onDone={() => undefined} />
        <div className="actions">
          <ChangeButton isLarge isBusy={change.isBusy} />
          <Button id="passphrase-sign-out" isLarge disabled={change.isBusy || leave.isBusy} onClick={() => void leave.run({})}>
            {t('passphrase.signOut')}
          </Button>
        </div>
      </div>
    </main>
  );
}
