// The newest records of a database copied by PostgreSQL itself, from a file of its own into a table with the same columns and keys: as
// many bytes and index entries as the records, and nothing decided about them.
import { join } from 'node:path';
import { timed } from '#scripts/bench/statistics.ts';
import type { Database } from './subject.ts';

export class CopiedRows {
  readonly #database: Database;
  readonly #url: string;
  #isMade = false;

  constructor(database: Database, url: string) {
    this.#database = database;
    this.#url = url;
  }

  /** @returns milliseconds for so many records, which must be there */
  async measure(records: number): Promise<number> {
    const run = (sql: string) => this.#database.admin(this.#url, sql);
    if (!this.#isMade) await run('create table copied (like record including all)');
    this.#isMade = true;
    await run('truncate copied');
    const file = join(this.#database.folder, 'rows');
    await run(`copy (select * from record order by position desc limit ${records}) to '${file}'`);
    const took = await timed(() => run(`copy copied from '${file}'`));
    const [count] = await run('select count(*)::int as rows from copied');
    if (count?.rows !== records) throw new Error(`${count?.rows} of ${records} rows were copied`);
    return took;
  }
}
