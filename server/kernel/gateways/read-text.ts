// An answer's bytes as what a pointer can look into. Chinese providers answer in GBK too.
import { parseJson } from '#src/base/json.ts';
import type { Reply } from './exchange.ts';
import type { GatewayDescription } from './gateways.ts';
import { readXml } from './read-xml.ts';

type Described = Partial<Pick<GatewayDescription['answer'], 'format' | 'charset'>>;

const charsets: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  gbk: 'gbk',
  gb2312: 'gbk',
  gb18030: 'gb18030',
};

function charsetOf(headers: Headers, described: Described): string {
  const named = /charset="?([\w-]+)/iu.exec(headers.get('content-type') ?? '')?.[1]?.toLowerCase() ?? '';
  return described.charset ?? charsets[named] ?? 'utf-8';
}

/** Undefined when it is not what it is described to be: bytes that are no text in the charset are not guessed at. */
export function readText({ headers, bytes }: Reply, described: Described): unknown {
  try {
    const text = new TextDecoder(charsetOf(headers, described), { fatal: true }).decode(bytes);
    return described.format === 'xml' ? readXml(text) : parseJson(text);
  } catch {
    return undefined;
  }
}
