// One image of a form: from the camera or a file, dropped or pasted, with what is kept shown small; removing can be taken back.
import { type ClipboardEvent, type DragEvent, useRef, useState } from 'react';
import { fieldErrorText } from '#renderer/i18n/field-text.ts';
import type { RefusalShown } from '#renderer/i18n/refusal-text.ts';
import { refusalText } from '#renderer/i18n/refusal-text.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { encodeFile } from '#renderer/pictures/encode-image.ts';
import { PictureFrame } from '#renderer/pictures/picture-frame.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { describedBy, type FieldErrorShown } from '#renderer/ui/field.tsx';
import { useFocusBack } from '#renderer/ui/use-focus-back.ts';
import type { FieldError } from '#src/domain/forms/field-error.ts';
import type { FieldDefinition } from '#src/domain/forms/schema.ts';
import { CameraDialog } from './camera-dialog.tsx';
import type { CameraAccess } from './use-camera.ts';
import './attachments.css';

interface ImageFieldProps {
  readonly field: FieldDefinition;
  readonly isRequired: boolean;
  readonly error: FieldError | null;
  readonly refusal: RefusalShown | null;
  /** The picture that is kept; null: none. */
  readonly bytes: Uint8Array<ArrayBuffer> | null;
  /** One was just removed and can be brought back. */
  readonly canUndo: boolean;
  readonly isBusy: boolean;
  readonly isDisabled: boolean;
  readonly camera: CameraAccess;
  readonly onImage: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly onRefused: (code: string) => void;
  readonly onRemove: () => void;
  readonly onUndo: () => void;
}

function fileOf(data: DataTransfer): File | null {
  return [...data.files].find(({ type }) => type.startsWith('image/')) ?? data.files[0] ?? null;
}

function useShownError({ error, refusal }: Pick<ImageFieldProps, 'error' | 'refusal'>): FieldErrorShown | null {
  const { t } = useTexts();
  if (refusal !== null) return { code: refusal.code, text: refusalText(t, refusal) };
  return error === null ? null : { code: error.code, text: fieldErrorText(t, error) };
}

interface ImageToolsProps extends ImageFieldProps {
  readonly id: string;
  readonly sources: readonly ('file' | 'camera')[];
  readonly described: string;
  readonly onTake: () => void;
  readonly onChoose: () => void;
}

function ImageTools(props: ImageToolsProps) {
  const { id, sources, described, bytes, canUndo, isBusy, isDisabled, onTake, onChoose, onRemove, onUndo } = props;
  const { t } = useTexts();
  const isLocked = isDisabled || isBusy;
  const hasCamera = sources.includes('camera');
  const take = bytes === null ? t('attachments.take') : t('attachments.retake');
  return (
    <div className="image-tools">
      <Button id={id} data-stop="" disabled={isLocked} aria-describedby={described} onClick={hasCamera ? onTake : onChoose}>
        {hasCamera ? take : t('attachments.choose')}
      </Button>
      {hasCamera && sources.includes('file') ? (
        <Button id={`${id}-file`} disabled={isLocked} onClick={onChoose}>
          {t('attachments.choose')}
        </Button>
      ) : null}
      {bytes === null ? null : (
        <Button id={`${id}-remove`} look="quiet" disabled={isLocked} onClick={onRemove}>
          {t('attachments.remove')}
        </Button>
      )}
      {canUndo ? (
        <Button id={`${id}-undo`} look="quiet" disabled={isLocked} onClick={onUndo}>
          {t('attachments.undo')}
        </Button>
      ) : null}
      {isDisabled ? null : (
        <span className="field-mark" role="status">
          {isBusy ? t('attachments.saving') : t('attachments.dropHint')}
        </span>
      )}
    </div>
  );
}

export function ImageField(props: ImageFieldProps) {
  const { field, isRequired, bytes, isBusy, isDisabled, onImage, onRefused } = props;
  const { t, local } = useTexts();
  const shown = useShownError(props);
  const picker = useRef<HTMLInputElement>(null);
  const [isTaking, setTaking] = useState(false);
  useFocusBack(`field-${field.name}`, isBusy);
  const { input } = field;
  if (input.kind !== 'image') return null;
  const sources = input.sources ?? ['file', 'camera'];
  const id = `field-${field.name}`;
  const label = local(field.label);
  const isLocked = isDisabled || isBusy;

  const take = async (file: File | null) => {
    if (file === null || isLocked) return;
    const encoded = await encodeFile(file);
    if (encoded.ok) onImage(encoded.value);
    else onRefused(encoded.error);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    if (sources.includes('file')) void take(fileOf(event.dataTransfer));
  };
  const paste = (event: ClipboardEvent) => {
    if (sources.includes('file') && event.clipboardData.files.length > 0) void take(fileOf(event.clipboardData));
  };
  const choose = () => picker.current?.click();

  return (
    <>
      <PictureFrame
        field={field}
        what={input.what}
        isRequired={isRequired}
        isDisabled={isDisabled}
        error={shown}
        bytes={bytes}
        pictureLabel={t('attachments.kept', { label })}
        picker={picker}
        onFile={(file) => void take(file)}
        onDragOver={(event) => event.preventDefault()}
        onDrop={drop}
        onPaste={paste}
      >
        <ImageTools
          {...props}
          id={id}
          sources={sources}
          described={describedBy(id, shown)}
          onTake={() => setTaking(true)}
          onChoose={choose}
        />
      </PictureFrame>
      {isTaking ? (
        <CameraDialog
          title={label}
          what={input.what}
          access={props.camera}
          onClose={() => setTaking(false)}
          onTaken={(taken) => {
            setTaking(false);
            onImage(taken);
          }}
        />
      ) : null}
    </>
  );
}
