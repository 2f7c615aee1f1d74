import { Component, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';

function CrashScreen() {
  const { t } = useTexts();
  return (
    <main className="sheet" data-screen="crash">
      <div className="sheet-card">
        <h1>
          <span role="alert">{t('crash.title')}</span>
        </h1>
        <p>{t('crash.text')}</p>
        <div className="actions">
          <Button look="primary" autoFocus onClick={() => window.location.reload()}>
            {t('crash.reload')}
          </Button>
        </div>
      </div>
    </main>
  );
}

/** A bug of a screen ends here: a page with words instead of a white one. React wants a class for this. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? <CrashScreen /> : this.props.children;
  }
}
