// What the program acknowledged, written down outside of everything that is killed, cut or damaged.
import type { FieldValues } from '#src/domain/registration/schema.ts';

export interface Draft {
  /** The last values whose saving was acknowledged, and the last that were sent. */
  readonly acknowledged: FieldValues;
  readonly sent: FieldValues;
  /** The revision its submission makes. */
  readonly revision: number;
  /** Its end was asked for and not answered yet. */
  readonly ending: 'submit' | 'discard' | null;
}

export class Ledger {
  /** `recordId revision` of every acknowledged submission → its content hash. */
  readonly saved = new Map<string, string>();
  readonly drafts = new Map<string, Draft>();
  /** Ids whose state was acknowledged since it was last compared. */
  readonly touched = new Set<string>();
  readonly closings = new Set<number>();
  readonly faults: string[] = [];
  /** Acts that were answered with yes, by call. */
  readonly done = new Map<string, number>();

  acknowledged(call: string): void {
    this.done.set(call, (this.done.get(call) ?? 0) + 1);
  }

  begun(id: string, values: FieldValues, revision = 1): void {
    this.drafts.set(id, { acknowledged: values, sent: values, revision, ending: null });
    this.touched.add(id);
  }

  change(id: string, change: Partial<Draft>): void {
    const draft = this.drafts.get(id);
    if (draft !== undefined) this.drafts.set(id, { ...draft, ...change });
    this.touched.add(id);
  }

  submitted(id: string, revision: number, contentHash: string): void {
    this.drafts.delete(id);
    this.touched.add(id);
    this.saved.set(`${id} ${revision}`, contentHash);
  }

  ended(id: string): void {
    this.drafts.delete(id);
  }

  /** Acknowledged submissions of a record: revision → content hash. */
  revisionsOf(id: string): ReadonlyMap<number, string> {
    const found = new Map<number, string>();
    for (let revision = 1; ; revision++) {
      const hash = this.saved.get(`${id} ${revision}`);
      if (hash === undefined) return found;
      found.set(revision, hash);
    }
  }

  fault(text: string): void {
    this.faults.push(text);
  }
}
