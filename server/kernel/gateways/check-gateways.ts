// What no shape can say of a description: placeholders that stand for something, secrets that are there, codes with one meaning. A
// mistake is told at the start; later it would only be a source that never answers.
import { isKeyed } from '#src/node/crypto/mac.ts';
import { placeholdersIn } from './fill-template.ts';
import type { GatewayDescription, GatewaysFile, Template, TokenDescription } from './gateways.ts';
import { commonPlaceholders, valuePlaceholders } from './placeholders.ts';
import type { Problem } from './problems.ts';

type Path = readonly PropertyKey[];
type Message = Pick<TokenDescription, 'url' | 'method' | 'headers' | 'format' | 'body'>;

interface Text {
  readonly path: Path;
  readonly text: string;
}

function textsOf(template: Template | undefined, path: Path): readonly Text[] {
  if (typeof template === 'string') return [{ path, text: template }];
  if (typeof template !== 'object' || template === null) return [];
  return Object.entries(template).flatMap(([key, value]) =>
    textsOf(value, [...path, Array.isArray(template) ? Number(key) : key]),
  );
}

function unknownIn(
  { path, text }: Text,
  known: readonly string[],
  code: 'placeholder' | 'header-placeholder',
): readonly Problem[] {
  return placeholdersIn(text).flatMap((name): Problem[] => {
    if (name === null) return [{ path, code: 'braces' }];
    return known.includes(name) ? [] : [{ path, code, name, list: known }];
  });
}

const loopback = ['127.0.0.1', '[::1]', 'localhost'];

function addressProblems(text: string, path: Path): readonly Problem[] {
  const url = new URL(text);
  // Whom a value is sent to does not follow from a value.
  if (/[{}]|%7[bd]/iu.test(url.host + url.username + url.password)) return [{ path, code: 'host-placeholder' }];
  if (url.protocol === 'http:' && !loopback.includes(url.hostname)) return [{ path, code: 'far-http' }];
  return url.username === '' && url.password === '' ? [] : [{ path, code: 'url-credentials' }];
}

function isHeaderValue(text: string): boolean {
  try {
    return new Headers([['x', text]]).has('x');
  } catch {
    return false;
  }
}

function bodyProblems({ method, format, body }: Message, path: Path): readonly Problem[] {
  if (body === undefined) return [];
  const isFlat =
    typeof body === 'object' &&
    body !== null &&
    !Array.isArray(body) &&
    Object.values(body).every((one) => typeof one !== 'object');
  if (method === 'GET') return [{ path, code: 'get-body' }];
  if (format === 'form' && !isFlat) return [{ path, code: 'form-body' }];
  return format === 'xml' && typeof body !== 'string' ? [{ path, code: 'xml-body' }] : [];
}

/** @param inHeaders what may stand in a header */
function messageProblems(
  message: Message,
  path: Path,
  known: readonly string[],
  inHeaders: readonly string[],
): readonly Problem[] {
  const headers = Object.entries(message.headers).map(([name, text]): Text => ({ path: [...path, 'headers', name], text }));
  const texts = [{ path: [...path, 'url'], text: message.url }, ...textsOf(message.body, [...path, 'body'])];
  return [
    ...addressProblems(message.url, [...path, 'url']),
    ...texts.flatMap((text) => unknownIn(text, known, 'placeholder')),
    ...headers.flatMap((text) => unknownIn(text, inHeaders, 'header-placeholder')),
    ...headers.filter(({ text }) => !isHeaderValue(text)).map((header): Problem => ({ path: header.path, code: 'header-value' })),
    ...bodyProblems(message, [...path, 'body']),
  ];
}

/** Every placeholder in address, headers and body. */
function usedIn({ url, headers, body }: Message): readonly (string | null)[] {
  return [url, ...Object.values(headers), ...textsOf(body, []).map(({ text }) => text)].flatMap(placeholdersIn);
}

function signProblems({ sign, ...message }: GatewayDescription, path: Path, known: readonly string[]): readonly Problem[] {
  if (sign === undefined) return [];
  const whole = sign.header === undefined ? [] : ['method', 'path', 'body'];
  const problems = unknownIn({ path: [...path, 'over'], text: sign.over }, [...known, ...whole], 'placeholder');
  const isPlaced = sign.header !== undefined || usedIn(message).includes('signature');
  return [
    ...problems,
    ...(isPlaced ? [] : [{ path, code: 'signature-unused' } as const]),
    ...(isKeyed(sign.algorithm) && sign.secret === undefined ? [{ path, code: 'mac-secret' } as const] : []),
    ...(!isKeyed(sign.algorithm) && sign.secret !== undefined ? [{ path, code: 'digest-secret' } as const] : []),
  ];
}

/** A code with two meanings would be read as the first. */
function codeProblems({ answer }: GatewayDescription, path: Path): readonly Problem[] {
  const { at: _at, ...outcomes } = answer.outcome;
  const codes = Object.values(outcomes).flatMap((of) => [...new Set(of)]);
  const twice = new Set(codes.filter((code, index) => codes.indexOf(code) !== index));
  return [...twice].map((name) => ({ path: [...path, 'outcome'], code: 'code-twice', name }));
}

function answerProblems(gateway: GatewayDescription, path: Path): readonly Problem[] {
  const { signed } = gateway.answer;
  const isUnproven = signed !== undefined && !isKeyed(signed.algorithm);
  const isBlind =
    gateway.kind === 'telephone-record' && gateway.leastSeconds !== undefined && gateway.answer.seconds === undefined;
  return [
    ...codeProblems(gateway, path),
    ...(isUnproven ? [{ path: [...path, 'signed', 'algorithm'], code: 'answer-digest' } as const] : []),
    ...(isBlind ? [{ path, code: 'seconds-missing' } as const] : []),
  ];
}

/** A code's text may name the code; the others have nothing to name. */
function textProblems(gateway: GatewayDescription, path: Path): readonly Problem[] {
  if (gateway.kind !== 'sms') return [];
  return Object.entries(gateway.templates).flatMap(([template, text]) =>
    (['zh-CN', 'en'] as const).flatMap((language) => {
      const place = { path: [...path, 'templates', template, language], text: text?.[language] ?? '' };
      return unknownIn(place, template === 'code' ? ['code', 'minutes'] : [], 'placeholder');
    }),
  );
}

function tokenProblems({ token, ...message }: GatewayDescription, path: Path, known: readonly string[]): readonly Problem[] {
  if (token === undefined) return [];
  const isUsed = usedIn(message).includes('token') || placeholdersIn(message.sign?.over ?? '').includes('token');
  return [...messageProblems(token, path, known, known), ...(isUsed ? [] : [{ path, code: 'token-unused' } as const])];
}

function gatewayProblems(gateway: GatewayDescription, path: Path, secrets: readonly string[]): readonly Problem[] {
  const common = [...commonPlaceholders, ...secrets.map((name) => `secret:${name}`)];
  const own = [...common, ...(gateway.token === undefined ? [] : ['token'])];
  const made = gateway.sign !== undefined && gateway.sign.header === undefined ? ['signature'] : [];
  const values = valuePlaceholders(gateway);
  return [
    ...messageProblems(gateway, path, [...own, ...values, ...made], [...own, ...made]),
    ...signProblems(gateway, [...path, 'sign'], [...own, ...values]),
    ...tokenProblems(gateway, [...path, 'token'], common),
    ...answerProblems(gateway, [...path, 'answer']),
    ...textProblems(gateway, path),
  ];
}

/** Secrets a gateway names that the file does not give: without them it would sign with nothing. */
function secretProblems({ gateways, secrets }: GatewaysFile): readonly Problem[] {
  return gateways.flatMap(({ sign, answer }, index) => {
    const named = [
      { path: ['gateways', index, 'sign', 'secret'], name: sign?.secret },
      { path: ['gateways', index, 'answer', 'signed', 'secret'], name: answer.signed?.secret },
    ];
    return named.flatMap(({ path, name }): Problem[] =>
      name === undefined || Object.hasOwn(secrets, name) ? [] : [{ path, code: 'secret-missing', name }],
    );
  });
}

function doubleProblems({ gateways }: GatewaysFile): readonly Problem[] {
  return gateways.flatMap(({ name, kind }, index): Problem[] => {
    const before = gateways.slice(0, index);
    return [
      ...(before.some((one) => one.name === name) ? [{ path: ['gateways', index, 'name'], code: 'name-twice' } as const] : []),
      ...(before.some((one) => one.kind === kind) ? [{ path: ['gateways', index, 'kind'], code: 'kind-twice' } as const] : []),
    ];
  });
}

export function gatewaysProblems(file: GatewaysFile): readonly Problem[] {
  const secrets = Object.keys(file.secrets);
  return [
    ...file.gateways.flatMap((gateway, index) => gatewayProblems(gateway, ['gateways', index], secrets)),
    ...secretProblems(file),
    ...doubleProblems(file),
  ];
}
