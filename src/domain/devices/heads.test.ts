import { describe, expect, test } from 'vitest';
import { type ChainHead, decideHead, type HeadOutcome, type KnownHead, unknownHead } from '#src/domain/devices/heads.ts';

/** A copy of a workstation: a chain that grows, what the server last acknowledged to it. */
class Copy {
  readonly chain: string[];
  acknowledged: ChainHead | null = null;
  constructor(chain: readonly string[] = []) {
    this.chain = [...chain];
  }
  work(...links: readonly string[]): this {
    this.chain.push(...links);
    return this;
  }
  clone(): Copy {
    const copy = new Copy(this.chain);
    copy.acknowledged = this.acknowledged;
    return copy;
  }
  get head(): ChainHead {
    return { sequence: this.chain.length, link: this.chain.at(-1) ?? '' };
  }
  contains({ sequence, link }: ChainHead): boolean {
    return this.chain[sequence - 1] === link;
  }
}

class Server {
  known: KnownHead = unknownHead;
  /** The conversation as a workstation has it. */
  hear(copy: Copy): HeadOutcome {
    const { head } = copy;
    let decided = decideHead(this.known, { head, contains: copy.acknowledged, lacks: null });
    if (decided?.outcome === 'compare' && this.known.head !== null) {
      const asked = this.known.head;
      const isIn = copy.contains(asked);
      decided = decideHead(this.known, { head, contains: isIn ? asked : null, lacks: isIn ? null : asked });
    }
    if (decided === null) throw new Error('contradiction');
    this.known = decided.next;
    if (decided.outcome === 'kept') copy.acknowledged = head;
    return decided.outcome;
  }
}

test('a chain that grows is kept, also when the acknowledgement got lost', () => {
  const server = new Server();
  const station = new Copy().work('a', 'b');
  expect(server.hear(station)).toBe('kept');
  station.work('c');
  expect(server.hear(station)).toBe('kept');
  const before = station.acknowledged;
  station.work('d');
  expect(server.hear(station)).toBe('kept');
  station.acknowledged = before;
  expect(server.hear(station.work('e'))).toBe('kept');
  expect(server.known).toEqual({ head: { sequence: 5, link: 'e' }, attention: null, isContinued: false });
});

describe('an older copy', () => {
  test.each([[[]], [['x']], [['x', 'y', 'z']]])('that went on with %j is rolled back, however often it asks', (since) => {
    const server = new Server();
    const station = new Copy().work('a', 'b');
    server.hear(station);
    const old = station.clone();
    server.hear(station.work('c', 'd'));
    old.work(...since);
    expect(server.hear(old)).toBe('rolled-back');
    expect(server.hear(old.work('w'))).toBe('rolled-back');
    expect(server.known.head).toEqual({ sequence: 4, link: 'd' });
  });

  test('put away again for the newer one: that one is kept, the attention stays for a person', () => {
    const server = new Server();
    const station = new Copy().work('a');
    server.hear(station);
    const old = station.clone();
    server.hear(station.work('b'));
    server.hear(old);
    expect(server.hear(station.work('c'))).toBe('kept');
    expect(server.known.attention).toBe('rolled-back');
  });
});

describe('two copies that both go on', () => {
  test.each(['first', 'second'])('are a clone, whichever speaks %s', (order) => {
    const server = new Server();
    const station = new Copy().work('a');
    server.hear(station);
    const other = station.clone();
    const [one, two] = order === 'first' ? [station, other] : [other, station];
    expect(server.hear(one.work('b'))).toBe('kept');
    expect(server.hear(two.work('x'))).toBe('rolled-back');
    expect(server.hear(one.work('c'))).toBe('kept');
    expect(server.hear(two.work('y'))).toBe('cloned');
    expect(server.hear(one)).toBe('cloned');
    expect(server.hear(two)).toBe('cloned');
  });

  test('after a person accepted one, the other is noticed anew', () => {
    const server = new Server();
    const station = new Copy().work('a');
    server.hear(station);
    const other = station.clone();
    server.hear(station.work('b'));
    server.hear(other.work('x'));
    server.known = unknownHead;
    expect(server.hear(other)).toBe('kept');
    expect(server.hear(station.work('c'))).toBe('rolled-back');
  });
});

test('a report that contradicts itself is refused', () => {
  const known: KnownHead = { ...unknownHead, head: { sequence: 5, link: 'e' } };
  const contains = { sequence: 5, link: 'e' };
  expect(decideHead(known, { head: { sequence: 4, link: 'd' }, contains, lacks: null })).toBeNull();
  expect(decideHead(known, { head: { sequence: 5, link: 'x' }, contains, lacks: null })).toBeNull();
});
