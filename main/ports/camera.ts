/** The camera of this machine, as far as the screen may ask the system for it. */
export interface Camera {
  /** Nobody may ask for it unless this said so last. Resolves once it holds. */
  allow(isAllowed: boolean): Promise<void>;
}
