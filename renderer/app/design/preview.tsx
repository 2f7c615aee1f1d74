// A draft as the clerk and the subject will meet it: the real fields, checks, review and notice, with nothing kept and nothing sent.
import { useReducer, useState } from 'react';
import { flushSync } from 'react-dom';
import { useToday } from '#renderer/bridge/today.tsx';
import { NoticePage } from '#renderer/features/consent/notice-page.tsx';
import type { CaptureEvent, Filling } from '#renderer/features/registration/capture-state.ts';
import { nextCapture } from '#renderer/features/registration/capture-state.ts';
import { ReviewPanel } from '#renderer/features/registration/review-panel.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { focusId } from '#renderer/ui/stops.ts';
import type { AcceptingParty } from '#src/domain/consent/schema.ts';
import type { DesignItem, FormDraft, NoticeDraft } from '#src/domain/design/schema.ts';
import { asksForRepresentative, formFor } from '#src/domain/forms/parties.ts';
import { registrationId } from '#src/domain/registration/schema.ts';
import { FactsColumn } from '../capture/facts-column.tsx';
import { FieldsPart } from '../capture/fields-part.tsx';
import { reviewLines } from '../capture/review-lines.ts';
import { useFieldEdits } from '../capture/use-field-edits.ts';
import { usePreviewImages } from './use-preview-images.ts';

/** No registration has this id: nothing here reaches the program. */
const nobody = registrationId.parse('00000000-0000-4000-8000-000000000000');
const empty = { 'zh-CN': ' ', en: ' ' };

function beginFilling(draft: FormDraft, acceptedBy: AcceptingParty): Filling {
  const form = formFor({ ...draft, version: 1 }, acceptedBy);
  return {
    at: 'filling',
    opened: {
      service: { id: 'preview', kind: 'activity', name: empty, formId: draft.id, noticeId: 'preview', needsSecondReview: false },
      form,
      notice: { id: 'preview', version: 1, title: empty, sections: [] },
    },
    acceptedBy,
    language: 'zh-CN',
    registrationId: nobody,
    isCorrection: false,
    acceptedAt: '2000-01-01T00:00:00.000Z',
    values: {},
    agreed: [],
    errors: {},
    isReviewing: false,
    checks: [],
    taken: {},
  };
}

function fill(state: Filling, event: CaptureEvent): Filling {
  const next = nextCapture(state, event);
  return next.at === 'filling' ? next : state;
}

function FilledForm({ draft, acceptedBy }: { readonly draft: FormDraft; readonly acceptedBy: AcceptingParty }) {
  const texts = useTexts();
  const today = useToday();
  const [state, dispatch] = useReducer(fill, acceptedBy, (party) => beginFilling(draft, party));
  const edits = useFieldEdits(state, dispatch);
  const images = usePreviewImages(state, dispatch);
  const toReview = () => {
    const [first] = flushSync(() => edits.finishAll());
    if (first === undefined) dispatch({ kind: 'review-begun' });
    else focusId(`field-${first.field}`);
  };
  const edit = () => dispatch({ kind: 'review-left' });
  return (
    <div className="capture-columns">
      <div className="capture-left">
        <FieldsPart
          state={state}
          edits={edits}
          images={images}
          deciding={null}
          onDecide={(field, agreed) => dispatch({ kind: 'decided', field: field.name, agreed })}
          onReview={toReview}
        />
      </div>
      <div className="capture-right">
        {state.isReviewing ? (
          <ReviewPanel
            state={state}
            lines={reviewLines(state, texts, today)}
            warnings={null}
            isBusy={false}
            refusal={null}
            onTick={(check) => dispatch({ kind: 'ticked', check })}
            onEdit={edit}
            onSubmit={edit}
          />
        ) : (
          <FactsColumn state={state} />
        )}
      </div>
    </div>
  );
}

function FormPreview({ draft }: { readonly draft: FormDraft }) {
  const { t } = useTexts();
  const [acceptedBy, setAcceptedBy] = useState<AcceptingParty>('subject');
  const names = draft.fields.map((field) => field.name);
  if (draft.fields.length === 0 || names.includes('') || new Set(names).size < names.length) {
    return <p className="design-empty">{t('design.preview.names')}</p>;
  }
  return (
    <>
      <div className="design-preview-head">
        <span className="field-mark">{t('design.preview.text')}</span>
        {asksForRepresentative({ ...draft, version: 1 })
          ? (['subject', 'guardian', 'agent'] as const).map((party) => (
              <Button key={party} look="quiet" aria-pressed={party === acceptedBy} onClick={() => setAcceptedBy(party)}>
                {t(`design.preview.${party}`)}
              </Button>
            ))
          : null}
      </div>
      <FilledForm key={acceptedBy} draft={draft} acceptedBy={acceptedBy} />
    </>
  );
}

function NoticePreview({ draft, onBack }: { readonly draft: NoticeDraft; readonly onBack: () => void }) {
  const { t, language: screenLanguage } = useTexts();
  const [language, setLanguage] = useState(screenLanguage);
  return (
    <NoticePage
      notice={{ ...draft, version: 1 }}
      serviceName={t('design.preview.service')}
      language={language}
      isBusy={false}
      refusal={null}
      party={null}
      print={null}
      onLanguage={setLanguage}
      onAccept={onBack}
      onDecline={onBack}
      onBack={onBack}
    />
  );
}

export function Preview({ item, onBack }: { readonly item: DesignItem; readonly onBack: () => void }) {
  if (item.kind === 'form') return <FormPreview draft={item.content} />;
  return item.kind === 'notice' ? <NoticePreview draft={item.content} onBack={onBack} /> : null;
}
