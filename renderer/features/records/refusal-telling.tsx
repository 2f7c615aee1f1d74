import { useState } from 'react';
import { useAct } from '#renderer/bridge/queries.ts';
import { fullTime } from '#renderer/i18n/formats.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { focusId } from '#renderer/ui/stops.ts';
import { languages } from '#src/base/language.ts';
import type { RecordDetail, RecordListItem } from '#src/contract/ipc/records.ts';
import { spokenWays } from '#src/domain/verification/telling.ts';

type Revision = RecordDetail['revisions'][number];

/** In the list: whom somebody has to tell, and what became of a message that does. */
export function MustTell({ mustTell, message }: Pick<RecordListItem, 'mustTell' | 'message'>) {
  const { t } = useTexts();
  return (
    <>
      {mustTell ? (
        <span className="must-tell" data-must-tell>
          {t('refusal.mustTell')}
        </span>
      ) : null}
      {message === null ? null : <small data-message={message}>{t(`refusal.message.${message}`)}</small>}
    </>
  );
}

/** How the subject was told of this revision's refusal, by whom and when. */
export function Tellings({ tellings, message }: Pick<Revision['verification'], 'tellings' | 'message'>) {
  const { t } = useTexts();
  return (
    <>
      {tellings.map(({ way, byName, at }) => (
        <small key={way} data-told={way}>
          {t('refusal.told', { way: t(`refusal.ways.${way}`), at: fullTime(at), name: byName })}
        </small>
      ))}
      {message === null ? null : (
        <small data-message={message.state}>
          {t('refusal.messaged', { state: t(`refusal.message.${message.state}`), at: fullTime(message.at) })}
        </small>
      )}
    </>
  );
}

interface RefusalTellingProps {
  readonly detail: RecordDetail;
  readonly newest: Revision;
  readonly onTold: () => void;
}

/** The ways to tell: a paper in the subject's language, or by word of mouth (R3.5). */
export function RefusalTelling({ detail, newest, onTold }: RefusalTellingProps) {
  const { t } = useTexts();
  const [language, setLanguage] = useState(detail.noticeLanguage);
  const tell = useAct('verification.tell');
  const print = useAct('verification.printRefusal');
  const { recordId } = detail.item;
  const { revision, verification } = newest;
  const { tellings, message } = verification;
  const isBusy = tell.isBusy || print.isBusy;
  const done = (answer: { readonly ok: boolean } | null, next: string) => {
    if (answer?.ok !== true) return;
    onTold();
    // The way that was used is no longer offered; what follows is the correction, or, once closed, the way back.
    focusId(next);
  };
  const afterwards = detail.item.isClosed ? 'record-back' : 'record-correct';
  return (
    <div id="refusal-telling">
      {tellings.length === 0 && message?.state !== 'sent' ? <p id="refusal-not-told">{t('refusal.notTold')}</p> : null}
      <Tellings tellings={tellings} message={message} />
      <div className="refusal-ways">
        {spokenWays.map((way) =>
          tellings.some((one) => one.way === way) ? null : (
            <Button
              key={way}
              id={`refusal-told-${way}`}
              disabled={isBusy}
              onClick={() => void tell.run({ recordId, revision, way }).then((answer) => done(answer, afterwards))}
            >
              {t(`refusal.ways.${way}`)}
            </Button>
          ),
        )}
        <Button
          id="refusal-print"
          disabled={isBusy}
          onClick={() => void print.run({ recordId, language }).then((answer) => done(answer, afterwards))}
        >
          {print.isBusy ? t('refusal.printing') : t('refusal.print')}
        </Button>
        <select
          id="refusal-language"
          className="input"
          aria-label={t('refusal.language')}
          value={language}
          onChange={({ currentTarget }) => setLanguage(languages.find((one) => one === currentTarget.value) ?? language)}
        >
          {languages.map((one) => (
            <option key={one} value={one}>
              {t(`refusal.languages.${one}`)}
            </option>
          ))}
        </select>
      </div>
      <RefusalMessage id="telling-error" refusal={tell.refusal ?? print.refusal} />
    </div>
  );
}
