// The pictures of a subject's copy (R8.1): shown to them at the counter, one after the other; paper says how many there are.
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { SealedPicture } from '#renderer/pictures/sealed-picture.tsx';
import type { SubjectCopy } from '#src/domain/subject-requests/copy.ts';
import { useAsking } from './use-requests.ts';

export function CopyPictures({ requestId, copy }: { readonly requestId: string; readonly copy: SubjectCopy }) {
  const { t, local } = useTexts();
  const { ask, isBusy, refusal, dialog } = useAsking();
  const records = copy.records.filter(({ pictures }) => pictures.length > 0);
  if (records.length === 0) return null;
  const open = async (recordId: (typeof records)[number]['recordId'], attachmentId: string) =>
    (await ask({ kind: 'picture', requestId, recordId, attachmentId }))?.picture ?? null;
  return (
    <section id="copy-pictures" aria-label={t('requests.paper.attachments')}>
      {records.map(({ recordId, serviceName, form, pictures }) => (
        <div key={recordId} data-pictures-of={recordId}>
          <h3>
            {t('requests.paper.attachments')} · {local(serviceName)}
          </h3>
          {pictures.map((one) => (
            <SealedPicture key={one.id} listed={one} fields={form.fields} isBusy={isBusy} open={() => open(recordId, one.id)} />
          ))}
        </div>
      ))}
      <RefusalMessage refusal={refusal} />
      {dialog}
    </section>
  );
}
