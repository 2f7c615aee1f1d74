import * as z from 'zod';
import { defineCalls } from '#src/contract/ipc/define.ts';
import { documentReading } from '#src/domain/documents/reading.ts';
import { registrationId } from '#src/domain/registration/schema.ts';

export const documentsCalls = defineCalls({
  /** Whether a reader's service is configured on this workstation. */
  'documents.reader': {
    input: z.object({}),
    output: z.object({ hasService: z.boolean() }),
    errors: [],
    permission: 'registration:capture',
    audit: null,
  },
  /** Asks the reader's service on this machine for the document that lies on it (R2.1). Recorded is that it was read, never what. */
  'documents.read': {
    input: z.object({ registrationId }),
    output: documentReading,
    errors: [
      'registration/unknown',
      'registration/already-submitted',
      'reader/not-configured',
      'reader/busy',
      'reader/unreachable',
      'reader/too-slow',
      'reader/failed',
      'reader/answer-invalid',
      'reader/cancelled',
    ],
    permission: 'registration:capture',
    audit: 'document.read',
  },
  /** Ends the reading that is under way, if there is one; that call then answers `reader/cancelled`. */
  'documents.cancel': {
    input: z.object({}),
    output: z.object({}),
    errors: [],
    permission: 'registration:capture',
    audit: null,
  },
  /** A keyboard-wedge reader has typed a document into the screen. */
  'documents.typed': {
    input: z.object({ registrationId }),
    output: z.object({}),
    errors: ['registration/unknown', 'registration/already-submitted'],
    permission: 'registration:capture',
    audit: 'document.read',
  },
});
