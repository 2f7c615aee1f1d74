// What was typed beside what the document number says of it (R2.4): read by the clerk, and by the supervisor where there are four eyes.
import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import type { AcceptingParty } from '#src/domain/consent/schema.ts';
import './registration.css';

/** One line of the comparison. */
export interface ReviewLine {
  readonly name: string;
  /** Whose it is: the subject's, or of the guardian or agent. */
  readonly person: AcceptingParty;
  readonly label: string;
  /** As it will be saved; null: not filled in. */
  readonly value: string | null;
  /** Who filled it in; null where nothing was read by a reader. */
  readonly source: 'reader' | 'typed' | null;
  /** What the document number says of it; null: nothing. */
  readonly fact: ReactNode;
}

export function Comparison({ lines }: { readonly lines: readonly ReviewLine[] }) {
  const { t } = useTexts();
  const persons = [...new Set(lines.map(({ person }) => person))];
  return (
    <table className="comparison">
      <thead>
        <tr>
          <th scope="col">{t('review.item')}</th>
          <th scope="col">{t('review.typed')}</th>
          <th scope="col">{t('review.document')}</th>
        </tr>
      </thead>
      {persons.map((person) => (
        <tbody key={person} data-person={person}>
          {persons.length > 1 ? (
            <tr className="comparison-person">
              <th scope="rowgroup" colSpan={3}>
                {t(`parties.sections.${person}`)}
              </th>
            </tr>
          ) : null}
          {lines
            .filter((line) => line.person === person)
            .map(({ name, label, value, source, fact }) => (
              <tr key={name} data-review={name}>
                <th scope="row">{label}</th>
                <td className={value === null ? 'comparison-empty' : 'comparison-value'} data-source={source ?? undefined}>
                  {value ?? t('review.empty')}
                  {source === null ? null : <span className="comparison-source">{t(`reader.sources.${source}`)}</span>}
                </td>
                <td>{fact}</td>
              </tr>
            ))}
        </tbody>
      ))}
    </table>
  );
}
