// A picture that is kept sealed: asked for by name, on the screen for half a minute, and gone at once when the window is left (R1.3). Its
// bytes are in this page's memory only while it stands there.
import { useMemo } from 'react';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { shownForSeconds, useShownFor } from '#renderer/ui/shown-for.ts';
import { type ListedPicture, signatureField, signaturePlace } from '#src/domain/attachments/schema.ts';
import type { FieldDefinition } from '#src/domain/forms/schema.ts';
import { bytesOfBase64 } from './base64.ts';
import { Picture } from './picture.tsx';
import './sealed-picture.css';

interface SealedPictureProps {
  readonly listed: ListedPicture;
  /** Of the form it was captured with. */
  readonly fields: readonly FieldDefinition[];
  readonly isBusy: boolean;
  /** In base64; null when nothing came of it. */
  readonly open: () => Promise<string | null>;
}

function usePlace({ field }: ListedPicture, fields: readonly FieldDefinition[]): string {
  const { t, local } = useTexts();
  const place = signaturePlace.options.find((one) => signatureField(one) === field);
  if (place !== undefined) return t(`pictures.signature.${place}`);
  const found = fields.find(({ name }) => name === field);
  return found === undefined ? field : local(found.label);
}

export function SealedPicture({ listed, fields, isBusy, open }: SealedPictureProps) {
  const { t } = useTexts();
  const { value, secondsLeft, show, hide } = useShownFor<string>();
  const bytes = useMemo(() => (value === null ? null : bytesOfBase64(value)), [value]);
  const label = usePlace(listed, fields);
  const read = async () => {
    const picture = await open();
    if (picture !== null) show(picture);
  };
  return (
    <figure className="sealed-picture" data-picture={listed.field} data-shown={bytes !== null}>
      <figcaption>
        {label}
        {bytes === null ? (
          <Button className="sealed-picture-open" disabled={isBusy} onClick={() => void read()}>
            {t('pictures.open', { seconds: shownForSeconds })}
          </Button>
        ) : (
          <Button className="sealed-picture-hide" autoFocus onClick={hide}>
            {t('pictures.hide', { seconds: secondsLeft })}
          </Button>
        )}
      </figcaption>
      {bytes === null ? null : <Picture bytes={bytes} label={label} className="sealed-picture-drawn" />}
    </figure>
  );
}
