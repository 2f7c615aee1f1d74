// What the papers of a request have in common.
import type { TFunction } from 'i18next';
import { fullTime } from '#renderer/i18n/formats.ts';
import type { CopySheet, SlipSheet } from '#src/domain/subject-requests/copy.ts';

interface PaperHeadProps {
  readonly sheet: Pick<CopySheet | SlipSheet, 'organisation' | 'branch' | 'language' | 'number'>;
  readonly title: string;
  readonly madeAt: string;
  readonly t: TFunction;
}

export function PaperHead({ sheet, title, madeAt, t }: PaperHeadProps) {
  const { organisation, branch, language, number } = sheet;
  return (
    <header>
      <p>
        {organisation[language]} · {branch[language]}
      </p>
      <h2>{title}</h2>
      <p>
        {t('requests.number', { number })} · {t('requests.paper.madeAt', { at: fullTime(madeAt) })}
      </p>
    </header>
  );
}
