// An image field of the registration: the control over what the program keeps of it.
import { ImageField } from '#renderer/features/attachments/image-field.tsx';
import type { Filling } from '#renderer/features/registration/capture-state.ts';
import type { FieldDefinition } from '#src/domain/forms/schema.ts';
import type { Images } from './use-images.ts';

interface ImagePartProps {
  readonly field: FieldDefinition;
  readonly isRequired: boolean;
  readonly isDisabled: boolean;
  readonly state: Filling;
  readonly images: Images;
  /** One was kept: on to the next stop. */
  readonly onKept: (from: Element) => void;
}

export function ImagePart({ field, isRequired, isDisabled, state, images, onKept }: ImagePartProps) {
  const { name } = field;
  const keep = async (bytes: Uint8Array<ArrayBuffer>) => {
    const isKept = await images.add(name, bytes);
    const from = document.getElementById(`field-${name}`)?.closest('fieldset');
    if (isKept && from != null) onKept(from);
  };
  return (
    <ImageField
      field={field}
      isRequired={isRequired}
      isDisabled={isDisabled}
      camera={images.cameraFor(name)}
      error={state.errors[name] ?? null}
      refusal={images.refusalOf(name)}
      bytes={isDisabled ? null : images.bytesOf(name)}
      canUndo={!isDisabled && images.canUndo(name)}
      isBusy={images.busy === name}
      onImage={(bytes) => void keep(bytes)}
      onRefused={(code) => images.refuse(name, code)}
      onRemove={() => void images.remove(name)}
      onUndo={() => void images.undo(name)}
    />
  );
}
