// The page of the hidden printing window: draws the one document it is given and says that it is drawn. It has no bridge.
import '#renderer/ui/no-compiler.ts';
import '#renderer/ui/theme.css';
import './print.css';
import { useEffect, useRef } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { NoticePaper } from '#renderer/features/consent/notice-paper.tsx';
import { shownValue } from '#renderer/features/forms/shown-value.ts';
import { ReceiptPaper } from '#renderer/features/receipts/receipt-paper.tsx';
import { BranchPaper } from '#renderer/features/reconciliation/branch-paper.tsx';
import { DayPaper } from '#renderer/features/reconciliation/day-paper.tsx';
import { RefusalPaper } from '#renderer/features/records/refusal-paper.tsx';
import { CopyPaper } from '#renderer/features/subject-requests/copy-paper.tsx';
import { SlipPaper } from '#renderer/features/subject-requests/slip-paper.tsx';
import { createI18n } from '#renderer/i18n/i18n.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { type Paper, type PrintDocument, paper, printDocument } from '#src/domain/printing/schema.ts';

declare global {
  interface Window {
    /** Only in the printing window. */
    readonly printJob: {
      document(): Promise<{ readonly document: unknown; readonly paper: unknown }>;
      ready(heightPx: number): void;
    };
  }
}

function Sheet({ document: shown }: { readonly document: PrintDocument }) {
  const texts = useTexts();
  switch (shown.kind) {
    case 'receipt':
      return <ReceiptPaper sheet={shown} />;
    case 'notice':
      return <NoticePaper sheet={shown} />;
    case 'day-report':
      return <DayPaper sheet={shown} />;
    case 'branch-day':
      return <BranchPaper sheet={shown} />;
    case 'subject-copy':
      return <CopyPaper sheet={shown} showValue={(field, values) => shownValue(field, values, texts)} />;
    case 'request-slip':
      return <SlipPaper sheet={shown} />;
    case 'refusal-notice':
      return <RefusalPaper sheet={shown} />;
  }
}

/** A roll's page is as long as its content; a little more, so that rounding makes no second page. */
const sparePx = 4;

function DocumentPage({ document: shown, paper: size }: { readonly document: PrintDocument; readonly paper: Paper }) {
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void document.fonts.ready.then(() => {
      // Two frames: the first lays out, after the second it has been drawn.
      requestAnimationFrame(() => {
        requestAnimationFrame(() =>
          window.printJob.ready(Math.ceil(page.current?.getBoundingClientRect().height ?? 0) + sparePx),
        );
      });
    });
  }, []);
  return (
    <div ref={page} className={`page page-${size}`}>
      <Sheet document={shown} />
    </div>
  );
}

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root element');
const given = await window.printJob.document();
const shown = printDocument.parse(given.document);
document.documentElement.lang = shown.language;
const i18n = await createI18n(shown.language, null);
createRoot(root).render(
  <I18nextProvider i18n={i18n}>
    <DocumentPage document={shown} paper={paper.parse(given.paper)} />
  </I18nextProvider>,
);
