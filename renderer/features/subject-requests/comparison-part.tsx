// What stands there and what is wanted, line by line, beside the proof (R8.3).
import { useTexts } from '#renderer/i18n/use-texts.ts';
import type { Comparison } from '#src/contract/sync/subject-requests.ts';
import type { FieldDefinition } from '#src/domain/forms/schema.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';

/** A value as people read it; null when there is none. */
export type ShowValue = (field: FieldDefinition, values: FieldValues) => string | null;

interface ComparisonPartProps {
  readonly comparison: Comparison;
  readonly showValue: ShowValue;
}

export function ComparisonPart({ comparison, showValue }: ComparisonPartProps) {
  const { t, local } = useTexts();
  const { lines, record, note } = comparison;
  const valuesOf = (side: 'present' | 'wanted') => Object.fromEntries(lines.map((line) => [line.field, line[side]]));
  const [present, wanted] = [valuesOf('present'), valuesOf('wanted')];
  return (
    <section id="comparison" aria-labelledby="comparison-title">
      <h3 id="comparison-title">{t('requests.compareTitle')}</h3>
      <table className="list-table">
        <thead>
          <tr>
            <th scope="col">{t('requests.field')}</th>
            <th scope="col">{t('requests.present')}</th>
            <th scope="col">{t('requests.wanted')}</th>
          </tr>
        </thead>
        <tbody>
          {record.form.fields
            .filter(({ name }) => lines.some(({ field }) => field === name))
            .map((field) => (
              <tr key={field.name} data-compared={field.name}>
                <th scope="row">{local(field.label)}</th>
                <td>{showValue(field, present) ?? t('requests.empty')}</td>
                <td>
                  <strong>{showValue(field, wanted) ?? t('requests.empty')}</strong>
                </td>
              </tr>
            ))}
        </tbody>
      </table>
      {note === '' ? null : (
        <p id="comparison-note">
          {t('requests.note')} · {note}
        </p>
      )}
    </section>
  );
}
