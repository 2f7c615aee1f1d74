/** One forward step of the workstation's schema. Frozen once released; imports nothing of the product. */
export interface Migration {
  /** 1, 2, 3 … without gaps; the same number begins the file's name. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}
