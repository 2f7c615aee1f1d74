import type { SchemaModule } from 'kysely';

/** The part of the schema builder a step may use. */
export type Schema = SchemaModule;

/** One step of the schema. Frozen once released; it imports nothing but this type, so that later code never changes what it did. */
export interface Migration {
  /** 1, 2, 3 … without gaps. */
  readonly number: number;
  readonly name: string;
  readonly up?: (schema: Schema) => Promise<void>;
  /** One statement for PostgreSQL alone, after it: how rows lie there, never what they are. */
  readonly postgresql?: string;
}
