import { useState } from 'react';
import type { AcceptingParty, NoticeDefinition } from '#src/domain/consent/schema.ts';
import { ask } from '../app/api.ts';

export interface Chosen {
  readonly serviceId: string;
  readonly notice: NoticeDefinition;
  readonly parties: readonly AcceptingParty[];
}

export interface Choosing {
  readonly chosen: Chosen | null;
  readonly party: AcceptingParty;
  readonly chooseParty: (party: AcceptingParty) => void;
  readonly load: (serviceId: string) => Promise<void>;
}

/** The service with its notice, and who acts. */
export function useChosen(): Choosing {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [party, chooseParty] = useState<AcceptingParty>('subject');
  return {
    chosen,
    party,
    chooseParty,
    load: async (serviceId) => {
      const { notice, parties } = await ask('notice', { serviceId });
      setChosen({ serviceId, notice, parties });
      chooseParty((before) => (parties.includes(before) ? before : 'subject'));
    },
  };
}
