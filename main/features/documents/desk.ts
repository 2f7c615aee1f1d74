// Reading a document for a registration in progress. One reading at a time: a device has one place for a card. The trail says that a
// reader was used for which registration, never what it said; a reading is not kept anywhere.
import type { ConfiguredReader } from '#main/ports/document-reader.ts';
import { Refusal } from '#src/contract/errors.ts';
import { type DocumentReading, mapAnswer, type ReadingMember, readingMembers, toReading } from '#src/domain/documents/reading.ts';
import type { ReaderService } from '#src/domain/documents/settings.ts';
import type { RegistrationId } from '#src/domain/registration/schema.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import type { DocumentsPorts } from './ports.ts';
import { serviceReader, settings } from './settings.ts';

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

  /** @throws Refusal as `documents.read` declares them */
  async read(session: Session, id: RegistrationId): Promise<DocumentReading> {
    const { registrations, store } = this.#ports;
    registrations.formsOf(store, id, session.staffId);
    const { service } = settings(this.#ports);
    if (service === null) throw new Refusal('reader/not-configured', {});
    const reading = await this.#ask(serviceReader(this.#ports, service));
    this.record(session, id, 'service');
    return reading;
  }

  /**
   * Asks a service that may not be the saved one.
   * @returns which members it gave: what they say is nobody's business here
   * @throws Refusal as `documents.testService` declares them
   */
  async test(session: Session, service: ReaderService): Promise<ReadingMember[]> {
    const { store, trail } = this.#ports;
    const reader = serviceReader(this.#ports, service);
    store.write((transaction) => {
      trail.append(transaction, { action: 'reader.tested', actorId: session.staffId, subjectId: null });
    });
    const reading = await this.#ask(reader);
    return readingMembers.filter((member) => reading[member] !== '');
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

  async #ask({ reader, mapping }: ConfiguredReader): Promise<DocumentReading> {
    if (this.#running !== null) throw new Refusal('reader/busy', {});
    const running = new AbortController();
    this.#running = running;
    try {
      const answer = await reader.read(running.signal);
      if (!answer.ok) throw new Refusal(refusals[answer.error], {});
      const reading = toReading(mapAnswer(answer.value, mapping), this.#ports.time.today());
      if (reading === null) throw new Refusal('reader/answer-invalid', {});
      return reading;
    } finally {
      this.#running = null;
    }
  }
}
