/** The local log. Entries name events, codes and counts: never a field value, a name, a number typed by a person, or a key. */
export interface Log {
  write(event: string, detail?: Readonly<Record<string, string | number | boolean | null>>): void;
  /** The newest entries as text, for the diagnosis. */
  tail(): string;
}
