// Reads the XML inside a spreadsheet file: tags, attributes and text, nothing else. No document types and no entities but the five
// of XML, so nothing can be pulled in from outside or grow while it is read. Throws NotXml at anything it does not know.
export class NotXml extends Error {
  override readonly name = 'NotXml';
}

export type XmlEvent =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: Readonly<Record<string, string>> }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));/gu, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return (Object.hasOwn(named, name) ? named[name] : undefined) ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    if (!(code <= 0x10ffff)) throw new NotXml();
    return String.fromCodePoint(code);
  });
}

/** A name without its prefix: spreadsheets choose prefixes freely. */
function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const token =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<\/([^\s<>/]+)\s*>|<([^\s<>/!?]+)((?:\s+[^\s<>=/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;
const attribute = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu;

function attributesOf(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = '', double, single] of text.matchAll(attribute)) attributes[local(name)] = decode(double ?? single ?? '');
  return attributes;
}

/** The events of a document in their order. @throws NotXml */
export function* readXml(document: string): Generator<XmlEvent> {
  const scanner = new RegExp(token.source, 'y');
  while (scanner.lastIndex < document.length) {
    const match = scanner.exec(document);
    if (match === null) throw new NotXml();
    const [, cdata, closed, opened, attributes = '', slash, text] = match;
    if (cdata !== undefined) yield { kind: 'text', text: cdata };
    else if (text !== undefined) yield { kind: 'text', text: decode(text) };
    else if (closed !== undefined) yield { kind: 'close', name: local(closed) };
    else if (opened !== undefined) {
      yield { kind: 'open', name: local(opened), attributes: attributesOf(attributes) };
      if (slash === '/') yield { kind: 'close', name: local(opened) };
    }
  }
}
