// The driver's own declarations are hidden by its package.json "exports"; this is the part the workstation uses.
declare module 'better-sqlite3-multiple-ciphers' {
  interface Statement {
    /** It changes nothing. */
    readonly readonly: boolean;
    /** It answers rows. */
    readonly reader: boolean;
    get(...parameters: readonly unknown[]): unknown;
    all(...parameters: readonly unknown[]): unknown[];
    run(...parameters: readonly unknown[]): { readonly changes: number };
  }
  class Database {
    static readonly SqliteError: new (
      message: string,
      code: string,
    ) => Error & { readonly code: string };
    readonly inTransaction: boolean;
    constructor(
      path: string,
      options?: { readonly fileMustExist?: boolean; readonly readonly?: boolean; readonly timeout?: number },
    );
    prepare(sql: string): Statement;
    pragma(source: string, options?: { readonly simple?: boolean }): unknown;
    exec(sql: string): this;
    /** The key as bytes, so that the caller can clear them. */
    key(key: Buffer): number;
    rekey(key: Buffer): number;
    close(): this;
  }

  export = Database;
}
