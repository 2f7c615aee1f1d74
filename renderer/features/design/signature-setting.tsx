// Whether the subject signs by hand, on the notice or on the form, and to whose class the picture of it is sealed.
import { useTexts } from '#renderer/i18n/use-texts.ts';
import type { SignatureWanted } from '#src/domain/attachments/schema.ts';
import { SelectInput } from './controls.tsx';

interface SignatureSettingProps {
  readonly signature: SignatureWanted | undefined;
  readonly classes: readonly string[];
  readonly onSignature: (signature: SignatureWanted | undefined) => void;
}

/** An absent wish stays absent: what is published is compared by its exact content. */
export function withSignature<T extends { readonly signature?: SignatureWanted }>(
  { signature: _before, ...item }: T,
  signature: SignatureWanted | undefined,
): Omit<T, 'signature'> & { readonly signature?: SignatureWanted } {
  return signature === undefined ? item : { ...item, signature };
}

export function SignatureSetting({ signature, classes, onSignature }: SignatureSettingProps) {
  const { t } = useTexts();
  const pick = (need: string) =>
    onSignature(need === 'required' || need === 'optional' ? { need, class: signature?.class ?? '' } : undefined);
  return (
    <div className="design-pair">
      <SelectInput
        path="signature"
        label={t('design.signature')}
        value={signature?.need ?? 'none'}
        options={(['none', 'optional', 'required'] as const).map((value) => ({ value, label: t(`design.signatures.${value}`) }))}
        onValue={pick}
      />
      {signature === undefined ? null : (
        <SelectInput
          path="signature.class"
          label={t('design.class')}
          hint={t('design.classHint')}
          value={signature.class}
          options={classes.map((value) => ({ value, label: value }))}
          onValue={(value) => onSignature({ ...signature, class: value })}
        />
      )}
    </div>
  );
}
