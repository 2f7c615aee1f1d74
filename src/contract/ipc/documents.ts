import * as z from 'zod';
import { defineCalls } from '#src/contract/ipc/define.ts';
import { documentReading, readingMember } from '#src/domain/documents/reading.ts';
import { readerService, readerSettings, wedgeSettings } from '#src/domain/documents/settings.ts';
import { registrationId } from '#src/domain/registration/schema.ts';

const readerErrors = [
  'reader/busy',
  'reader/unreachable',
  'reader/too-slow',
  'reader/failed',
  'reader/answer-invalid',
  'reader/cancelled',
] as const;

export const documentsCalls = defineCalls({
  /** Whether a reader's service is configured on this workstation, and what a keyboard-wedge reader types here. */
  'documents.reader': {
    input: z.object({}),
    output: z.object({ hasService: z.boolean(), wedge: wedgeSettings }),
    errors: [],
    permission: 'registration:capture',
    audit: null,
  },
  /** Asks the reader's service on this machine for the document that lies on it (R2.1). Recorded is that it was read, never what. */
  'documents.read': {
    input: z.object({ registrationId }),
    output: documentReading,
    errors: ['registration/unknown', 'registration/already-submitted', 'reader/not-configured', ...readerErrors],
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
  /** The readers of this workstation as they are set. */
  'documents.settings': {
    input: z.object({}),
    output: readerSettings,
    errors: [],
    permission: 'workstation:manage',
    audit: null,
  },
  'documents.changeSettings': {
    input: readerSettings,
    output: z.object({}),
    errors: ['reader/address-invalid'],
    permission: 'workstation:manage',
    audit: 'reader.settings-changed',
  },
  /** Reads whatever lies on the reader through this service, saved or not. Answers which members were found, never what they say. */
  'documents.testService': {
    input: readerService,
    output: z.object({ members: z.array(readingMember) }),
    errors: ['reader/address-invalid', ...readerErrors],
    permission: 'workstation:manage',
    audit: 'reader.tested',
  },
  'documents.cancelTest': {
    input: z.object({}),
    output: z.object({}),
    errors: [],
    permission: 'workstation:manage',
    audit: null,
  },
});
