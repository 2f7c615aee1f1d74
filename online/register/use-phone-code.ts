import { useState } from 'react';
import { ask } from '../app/api.ts';
import { currentAttempt } from './attempt.ts';

export interface PhoneCode {
  readonly isSent: boolean;
  /** @param codeId asked twice under one, it is one message */
  readonly send: (codeId: string) => Promise<void>;
  /** @returns whether there was one to check */
  readonly check: (code: string) => Promise<boolean>;
  readonly forget: () => void;
}

/** The code to the telephone of one registration (R3.3). */
export function usePhoneCode(phone: string, page: string | undefined): PhoneCode {
  const [sent, setSent] = useState<string | null>(null);
  return {
    isSent: sent !== null,
    send: async (codeId) => {
      await ask('phoneCode', { attempt: currentAttempt(), codeId, phone }, page);
      setSent(codeId);
    },
    check: async (code) => {
      if (sent === null) return false;
      await ask('phoneCheck', { attempt: currentAttempt(), codeId: sent, phone, code }, page);
      return true;
    },
    forget: () => setSent(null),
  };
}
