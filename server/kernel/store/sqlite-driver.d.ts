// The driver's own declarations are hidden by its package.json "exports"; this is the part the server uses.
declare module 'better-sqlite3-multiple-ciphers' {
  interface Statement {
    readonly reader: boolean;
    get(...parameters: readonly unknown[]): unknown;
    all(parameters: readonly unknown[]): unknown[];
    run(parameters: readonly unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint };
    iterate(parameters: readonly unknown[]): IterableIterator<unknown>;
  }
  class Database {
    readonly inTransaction: boolean;
    constructor(path: string, options?: { readonly fileMustExist?: boolean; readonly timeout?: number });
    prepare(sql: string): Statement;
    pragma(source: string, options?: { readonly simple?: boolean }): unknown;
    exec(sql: string): this;
    close(): this;
  }
  export = Database;
}
