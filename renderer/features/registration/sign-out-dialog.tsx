// Before a shift ends: what this clerk leaves open, and nobody else's (S6). Everything is kept unless they say otherwise.
import { useEffect } from 'react';
import { useCall } from '#renderer/bridge/queries.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { RegistrationId } from '#src/domain/registration/schema.ts';
import { UnfinishedRows } from './unfinished-rows.tsx';

interface SignOutDialogProps {
  readonly onResume: (registrationId: RegistrationId) => Promise<void>;
  readonly onDiscarded: (registrationId: RegistrationId) => void;
  readonly onStay: () => void;
  /** With everything that is still in the list kept. */
  readonly onSignOut: () => void;
}

export function SignOutDialog({ onResume, onDiscarded, onStay, onSignOut }: SignOutDialogProps) {
  const { t } = useTexts();
  const { data, refetch } = useCall('registration.unfinished', {});
  useEffect(() => void refetch(), [refetch]);
  const items = data?.items ?? [];
  const discarded = async (registrationId: RegistrationId) => {
    onDiscarded(registrationId);
    await refetch();
    // Its button is gone with it.
    document.getElementById('leave-keep')?.focus();
  };
  const actions = (
    <>
      <Button id="leave-stay" keyName="Esc" onClick={onStay}>
        {t('signingOut.stay')}
      </Button>
      <Button id="leave-keep" look="primary" keyName="Enter" autoFocus onClick={onSignOut}>
        {t(items.length === 0 ? 'signingOut.signOut' : 'signingOut.keep')}
      </Button>
    </>
  );
  return (
    <Dialog title={t('signingOut.title', { count: items.length })} isWide onCancel={onStay} actions={actions}>
      <div id="signing-out" data-count={items.length}>
        <p>{t(items.length === 0 ? 'signingOut.none' : 'signingOut.text')}</p>
        <UnfinishedRows items={items} onResume={onResume} onDiscarded={discarded} />
      </div>
    </Dialog>
  );
}
