// Is the workstation that reports the one the server knows (S3, R10.4)? Its audit chain only grows, so a chain that lacks the head
// the server remembers is an older copy, and two chains that both go on are two copies of one workstation. Pure: the server keeps
// the state, and the workstation answers honestly what its own chain contains.

/** The last event of a workstation's audit chain. */
export interface ChainHead {
  readonly sequence: number;
  readonly link: string;
}

export type CopyAttention = 'rolled-back' | 'cloned';

/** What the server remembers of one workstation. */
export interface KnownHead {
  /** Null before the first report, and after a person has accepted whichever copy reports next. */
  readonly head: ChainHead | null;
  /** Waits for a person; only a person clears it. */
  readonly attention: CopyAttention | null;
  /** The remembered chain has gone on since the attention began. */
  readonly isContinued: boolean;
}

export interface HeadReport {
  readonly head: ChainHead;
  /** A head this chain contains, as far as it was asked: the last one the server acknowledged to it, or the one it was asked for. */
  readonly contains: ChainHead | null;
  /** A head the server named and this chain does not contain. */
  readonly lacks: ChainHead | null;
}

/** compare: look for `known` in your own chain and report again. */
export type HeadOutcome = 'kept' | 'compare' | CopyAttention;

export const unknownHead: KnownHead = { head: null, attention: null, isContinued: false };

function isSame(a: ChainHead | null, b: ChainHead | null): boolean {
  return a !== null && b !== null && a.sequence === b.sequence && a.link === b.link;
}

/** @returns the answer and what is remembered from now on; null for a report that contradicts itself */
export function decideHead(
  known: KnownHead,
  report: HeadReport,
): { readonly outcome: HeadOutcome; readonly next: KnownHead } | null {
  const { head, contains, lacks } = report;
  if (known.head === null) return { outcome: 'kept', next: { ...known, head } };
  if (isSame(contains, known.head)) {
    const isPast = head.sequence < known.head.sequence;
    if (isPast || (head.sequence === known.head.sequence && head.link !== known.head.link)) return null;
    const next = { ...known, head, isContinued: known.attention !== null };
    return { outcome: known.attention === 'cloned' ? 'cloned' : 'kept', next };
  }
  if (!isSame(lacks, known.head)) return { outcome: 'compare', next: known };
  // Once may be an old copy put back. When the other chain went on meanwhile, both are alive.
  const isClone = known.attention === 'cloned' || (known.attention === 'rolled-back' && known.isContinued);
  const attention = isClone ? 'cloned' : 'rolled-back';
  return { outcome: attention, next: { ...known, attention, isContinued: known.attention === null ? false : known.isContinued } };
}
