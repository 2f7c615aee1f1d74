// Chromium cannot load a custom scheme as a document over the DevTools protocol, so inside the browser
// app://bundle/page is https://bundle.app.invalid/page (".invalid" can never resolve, RFC 2606) and every request
// is answered by interception. Addresses are translated at the borders only: code on either side sees its own form.

export class UrlMap {
  readonly #schemes = new Set<string>();

  /** Registers a scheme such as 'app'. */
  add(scheme: string): void {
    if (!/^[a-z][a-z0-9-]*$/.test(scheme)) throw new Error(`The Electron stand-in cannot map the scheme '${scheme}'`);
    this.#schemes.add(scheme);
  }

  has(scheme: string): boolean {
    return this.#schemes.has(scheme);
  }

  /** The form Chromium loads. Other addresses come back unchanged. */
  toBrowser(url: string): string {
    const match = /^([a-z][a-z0-9-]*):\/\/([^/?#]+)(.*)$/is.exec(url);
    const scheme = match?.[1]?.toLowerCase();
    if (!match || scheme === undefined || !this.#schemes.has(scheme)) return url;
    const rest = match[3] ?? '';
    return `https://${match[2]}.${scheme}.invalid${rest.startsWith('/') ? rest : `/${rest}`}`;
  }

  /** The form the app knows. Other addresses come back unchanged. */
  fromBrowser(url: string): string {
    const match = /^https:\/\/([^/?#]+)\.([a-z0-9-]+)\.invalid(?=[/?#]|$)(.*)$/is.exec(url);
    const scheme = match?.[2];
    if (!match || scheme === undefined || !this.#schemes.has(scheme)) return url;
    return `${scheme}://${match[1]}${match[3]}`;
  }
}

/** Lower-case scheme without the colon; empty when there is none. */
export function schemeOf(url: string): string {
  return /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase() ?? '';
}

/** 'app://bundle' of 'app://bundle/page'; 'null' for opaque origins. */
export function originOf(url: string): string {
  return /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)/i.exec(url)?.[1] ?? 'null';
}
