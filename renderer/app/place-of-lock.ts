// Apart from what uses it, because it belongs to the first script and the registration does not.
import { createContext, type RefObject } from 'react';
import type { RegistrationId } from '#src/domain/registration/schema.ts';

interface Place {
  readonly staffId: string;
  readonly registrationId: RegistrationId;
  /** Id of the focused control, or empty. */
  readonly focus: string;
}

export type PlaceOfLock = Place | null;

/** Held above the frame, which goes with the session. */
export const PlaceContext = createContext<RefObject<PlaceOfLock>>({ current: null });
