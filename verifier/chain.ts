// The chain of a workstation, as it was exported (one line `{"event":…,"link":"…"}` for each act), by itself and against the server's
// log: every head it has reported and every record the server took in of it must be part of the chain.
import { type JsonObject, readCanonical } from './canonical.ts';
import type { Finding } from './finding.ts';
import type { Leaf } from './log.ts';
import { sha256 } from './merkle.ts';

const members = ['action', 'actorId', 'at', 'detail', 'previous', 'sequence', 'subjectId'];

interface ChainEvent {
  readonly event: JsonObject;
  readonly link: string;
}

function parseLine(line: string): (ChainEvent & { readonly text: string }) | null {
  const outer = readCanonical(line);
  const text = /^\{"event":(.*),"link":"[0-9a-f]{64}"\}$/s.exec(line)?.[1] ?? '';
  const event = readCanonical(text);
  const hasMembers = Object.keys(event ?? {}).join() === members.join();
  return outer === null || event === null || !hasMembers ? null : { event, link: String(outer.link), text };
}

function detailOf({ event }: ChainEvent): JsonObject {
  const { detail } = event;
  return typeof detail === 'object' && detail !== null ? (detail as JsonObject) : {};
}

class ChainCheck {
  readonly findings: Finding[] = [];
  readonly events: ChainEvent[] = [];
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  find(check: Finding['check'], where: string): void {
    this.findings.push({ check, where: `${this.#name}, ${where}` });
  }

  read(text: string): void {
    if (!text.endsWith('\n')) this.find('chain-form', 'its end');
    let previous = '0'.repeat(64);
    for (const [index, line] of text.split('\n').slice(0, -1).entries()) {
      const where = `event ${index + 1}`;
      const parsed = parseLine(line);
      if (parsed === null) {
        this.find('chain-form', where);
        return;
      }
      const { event, link } = parsed;
      const continues = event.sequence === index + 1 && event.previous === previous;
      if (!continues || sha256(parsed.text).toString('hex') !== link) this.find('chain-link', where);
      this.events.push({ event, link });
      previous = link;
    }
  }

  compare(deviceId: string, leaves: readonly Leaf[]): void {
    const enrolled = this.events.find(({ event }) => event.action === 'device.enrolled');
    if (enrolled?.event.subjectId !== deviceId) this.find('chain-device', deviceId);
    const own = leaves.filter(({ content }) => content.deviceId === deviceId).map(({ content }) => content);
    // A person at the server decided that another copy goes on: what was before it need not be in this one.
    const since = own.slice(own.findLastIndex(({ action }) => action === 'device.copy-accepted') + 1);
    const made = new Set(this.#details('registration.submitted').map(({ contentHash }) => contentHash));
    for (const leaf of since) {
      if (leaf.action === 'device.head-kept') this.#requireHead(leaf);
      const isOurs = leaf.action !== 'record.accepted' || made.has(leaf.contentHash);
      if (!isOurs) this.find('chain-lacks-record', `record ${String(leaf.recordId)}`);
    }
    const taken = new Set(leaves.map(({ content }) => content.position));
    for (const { position } of this.#details('record.synced')) {
      if (!taken.has(position)) this.find('chain-unknown-record', `position ${String(position)}`);
    }
  }

  #details(action: string): readonly JsonObject[] {
    return this.events.filter(({ event }) => event.action === action).map(detailOf);
  }

  #requireHead({ headSequence, link }: JsonObject): void {
    if (this.events[Number(headSequence) - 1]?.link !== link) this.find('chain-lacks-head', `event ${String(headSequence)}`);
  }
}

/** @param leaves of the verified log */
export function verifyChain(text: string, deviceId: string, leaves: readonly Leaf[], name: string): readonly Finding[] {
  const check = new ChainCheck(name);
  check.read(text);
  check.compare(deviceId, leaves);
  return check.findings;
}
