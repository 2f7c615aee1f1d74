// A person proves who they are while the screen stays as it is: staff number and passphrase, or the passphrase alone of whoever is signed
// in. What was typed is forgotten with every attempt.
import { useState } from 'react';
import type { FieldErrorShown } from './field.tsx';
import { focusId } from './stops.ts';
import { TextInput } from './text-input.tsx';

export interface Proof {
  /** Ids are `<id>-number` and `<id>-passphrase`. */
  readonly id: string;
  readonly number: string;
  readonly passphrase: string;
  /** Only the passphrase is asked. */
  readonly isOwn: boolean;
  /** Null: it can be sent. */
  readonly missing: 'number' | 'passphrase' | null;
  setNumber(number: string): void;
  setPassphrase(passphrase: string): void;
  /** The attempt is over; after a refusal the passphrase is asked again. */
  done(isAccepted: boolean): void;
  focus(): void;
}

/** @param isOwn whoever is signed in proves it themselves; otherwise somebody comes to the counter */
export function useProof(id: string, isOwn: boolean): Proof {
  const [number, setNumber] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const isNumberMissing = !isOwn && number.trim() === '';
  const missingPassphrase = passphrase === '' ? 'passphrase' : null;
  const missing = isNumberMissing ? 'number' : missingPassphrase;
  return {
    id,
    number,
    passphrase,
    isOwn,
    missing,
    setNumber,
    setPassphrase,
    done: (isAccepted) => {
      setPassphrase('');
      if (!isAccepted) focusId(`${id}-passphrase`);
    },
    focus: () => focusId(`${id}-${missing ?? 'passphrase'}`),
  };
}

interface ProofFieldsProps {
  readonly proof: Proof;
  readonly texts: { readonly number: string; readonly passphrase: string; readonly help?: string };
  readonly error?: FieldErrorShown | null;
  readonly autoFocus?: boolean;
}

export function ProofFields({ proof, texts, error = null, autoFocus = false }: ProofFieldsProps) {
  const { id, isOwn, number, passphrase, setNumber, setPassphrase } = proof;
  const common = { error: null, help: '' } as const;
  return (
    <>
      {isOwn ? null : (
        <TextInput
          {...common}
          id={`${id}-number`}
          label={texts.number}
          value={number}
          maxLength={40}
          autoFocus={autoFocus}
          onValue={setNumber}
        />
      )}
      <TextInput
        {...common}
        id={`${id}-passphrase`}
        label={texts.passphrase}
        help={texts.help ?? ''}
        error={error}
        type="password"
        value={passphrase}
        maxLength={200}
        autoFocus={autoFocus && isOwn}
        onValue={setPassphrase}
      />
    </>
  );
}
