// A request as its description says. A value fills a text and never becomes part of the structure around it, whatever stands in it.
import { macOf } from '#src/node/crypto/mac.ts';
import { fillTemplate, fillText, type Placeholders } from './fill-template.ts';
import type { GatewayDescription, Template, TokenDescription } from './gateways.ts';

export interface Outgoing {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | null;
}

const contentTypes = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  xml: 'text/xml; charset=utf-8',
} as const;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

function escaped(known: Placeholders, inPlace: (value: string) => string): Placeholders {
  return new Map([...known].map(([key, value]) => [key, inPlace(value.toWellFormed())]));
}

function bodyOf(format: TokenDescription['format'], body: Template, known: Placeholders): string {
  if (format === 'xml')
    return fillText(
      String(body),
      escaped(known, (value) => value.replace(/[&<>"']/gu, (one) => entities[one] ?? '')),
    );
  const filled = fillTemplate(body, known);
  if (format === 'json') return JSON.stringify(filled);
  const members = typeof filled === 'object' && filled !== null ? Object.entries(filled) : [];
  return new URLSearchParams(members.map(([key, value]): [string, string] => [key, String(value)])).toString();
}

export function compose(
  description: Pick<TokenDescription, 'url' | 'method' | 'headers' | 'format' | 'body'> & Pick<GatewayDescription, 'sign'>,
  given: Placeholders,
  secrets: ReadonlyMap<string, string>,
): Outgoing {
  const { sign, method, format } = description;
  const signed = (values: Placeholders) =>
    sign === undefined ? '' : macOf(sign, secrets.get(sign.secret ?? '') ?? '', fillText(sign.over, values));
  const known = sign === undefined || sign.header !== undefined ? given : new Map([...given, ['signature', signed(given)]]);
  // In an address a value is a part of it and nothing else.
  const url = new URL(fillText(description.url, escaped(known, encodeURIComponent)));
  const body = description.body === undefined ? null : bodyOf(format, description.body, known);
  const headers = new Headers({ accept: '*/*' });
  if (body !== null) headers.set('content-type', contentTypes[format]);
  for (const [header, text] of Object.entries(description.headers)) headers.set(header, fillText(text, known));
  if (sign?.header !== undefined) {
    const whole = { method, path: url.pathname + url.search, body: body ?? '' };
    headers.set(sign.header, signed(new Map([...known, ...Object.entries(whole)])));
  }
  return { url, method, headers, body };
}
