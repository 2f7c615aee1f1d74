// Reading a document for a registration in progress. One reading at a time: a device has one place for a card. The trail says that a
// reader was used for which registration, never what it said; a reading is not kept anywhere.
import { Refusal } from '#src/contract/errors.ts';
import { type DocumentReading, mapAnswer, toReading } from '#src/domain/documents/reading.ts';
import type { RegistrationId } from '#src/domain/registration/schema.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import type { DocumentsPorts } from './ports.ts';

const refusals = {
  unreachable: 'reader/unreachable',
  'too-slow': 'reader/too-slow',
  failed: 'reader/failed',
  'answer-invalid': 'reader/answer-invalid',
  cancelled: 'reader/cancelled',
} as const;

export class DocumentDesk {
  readonly #ports: DocumentsPorts;
  #running: AbortController | null = null;

  constructor(ports: DocumentsPorts) {
    this.#ports = ports;
  }

  get hasService(): boolean {
    return this.#ports.documentReader !== null;
  }

  /** @throws Refusal as `documents.read` declares them */
  async read(session: Session, id: RegistrationId): Promise<DocumentReading> {
    const { documentReader, registrations, store, clock } = this.#ports;
    registrations.formsOf(store, id, session.staffId);
    if (documentReader === null) throw new Refusal('reader/not-configured', {});
    if (this.#running !== null) throw new Refusal('reader/busy', {});
    const running = new AbortController();
    this.#running = running;
    try {
      const answer = await documentReader.reader.read(running.signal);
      if (!answer.ok) throw new Refusal(refusals[answer.error], {});
      const today = clock.dateOf(clock.nowMs());
      const reading = toReading(mapAnswer(answer.value, documentReader.mapping), today);
      if (reading === null) throw new Refusal('reader/answer-invalid', {});
      this.record(session, id, 'service');
      return reading;
    } finally {
      this.#running = null;
    }
  }

  cancel(): void {
    this.#running?.abort();
  }

  /** @throws Refusal `registration/unknown`, `registration/already-submitted` */
  record(session: Session, id: RegistrationId, source: 'service' | 'keyboard'): void {
    const { store, registrations, trail } = this.#ports;
    store.write((transaction) => {
      registrations.formsOf(transaction, id, session.staffId);
      trail.append(transaction, { action: 'document.read', actorId: session.staffId, subjectId: id, detail: { source } });
    });
  }
}
