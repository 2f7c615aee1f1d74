// What stands there and what is wanted, line by line, beside the proof (R8.3).
import { useMemo } from 'react';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { bytesOfBase64 } from '#renderer/pictures/base64.ts';
import { Picture } from '#renderer/pictures/picture.tsx';
import type { Comparison, ProofShown } from '#src/contract/sync/subject-requests.ts';
import type { FieldDefinition } from '#src/domain/forms/schema.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';

/** A value as people read it; null when there is none. */
export type ShowValue = (field: FieldDefinition, values: FieldValues) => string | null;

interface ComparisonPartProps {
  readonly comparison: Comparison;
  readonly showValue: ShowValue;
}

function ProofPicture({ position, picture }: ProofShown) {
  const { t } = useTexts();
  const bytes = useMemo(() => (picture === null ? null : bytesOfBase64(picture)), [picture]);
  const label = t('requests.proofPicture', { position });
  return (
    <figure data-proof={position}>
      <figcaption>{label}</figcaption>
      {bytes === null ? (
        <p className="field-error">{t('requests.proofUnreadable')}</p>
      ) : (
        <Picture bytes={bytes} label={label} className="requests-proof" />
      )}
    </figure>
  );
}

/** What the subject sent in place of the paper a counter would see. */
function Proofs({ proofs }: Pick<Comparison, 'proofs'>) {
  const { t } = useTexts();
  if (proofs.length === 0) return null;
  return (
    <section id="comparison-proofs" aria-label={t('requests.proofPictures')}>
      {proofs.map((one) => (
        <ProofPicture key={one.position} {...one} />
      ))}
    </section>
  );
}

export function ComparisonPart({ comparison, showValue }: ComparisonPartProps) {
  const { t, local } = useTexts();
  const { lines, record, note, proofs } = comparison;
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
      <Proofs proofs={proofs} />
    </section>
  );
}
