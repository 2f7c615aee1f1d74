/** How this machine reaches an address, as the system is set up (settings, automatic configuration). */
export interface SystemProxy {
  /** In the words of proxy auto-configuration: `DIRECT`, or `PROXY host:port; DIRECT`. Null when the system cannot be asked. */
  find(url: string): Promise<string | null>;
}
