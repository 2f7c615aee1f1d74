// What an IT administrator reads about a description that does not fit: where, and why, in the language of their terminal.
import * as z from 'zod';
import type { Language } from '#src/base/language.ts';

const texts = {
  'far-http': {
    en: 'plain http is for an address of this machine only; names and numbers go out under https',
    'zh-CN': '只有本机地址可以用 http；姓名和号码只能经 https 发出',
  },
  'host-placeholder': { en: 'no placeholder in the name of the host', 'zh-CN': '主机名里不能有占位符' },
  'url-credentials': {
    en: 'no user or password in an address; use a header with {{secret:NAME}}',
    'zh-CN': '地址里不能写用户名和密码；请用带 {{secret:NAME}} 的请求头',
  },
  braces: {
    en: 'braces that are no placeholder; one is {{name}}, without spaces',
    'zh-CN': '大括号不成占位符；占位符写作 {{name}}，中间没有空格',
  },
  placeholder: { en: '{{$1}} stands for nothing here; known: $2', 'zh-CN': '此处没有 {{$1}}；可用：$2' },
  'header-placeholder': {
    en: '{{$1}} cannot stand in a header; known: $2',
    'zh-CN': '{{$1}} 不能放在请求头里；可用：$2',
  },
  'header-value': { en: 'no value of a header', 'zh-CN': '不能作为请求头的值' },
  'get-body': { en: 'a GET has no body', 'zh-CN': 'GET 请求没有正文' },
  'form-body': { en: 'a form is an object of plain values', 'zh-CN': '表单正文须是一层的对象' },
  'xml-body': { en: 'with the format xml the body is a text', 'zh-CN': '格式为 xml 时，正文须是一段文字' },
  'token-unused': { en: 'no {{token}} stands in the request', 'zh-CN': '请求里没有用到 {{token}}' },
  'signature-unused': {
    en: 'without a header, {{signature}} must stand in address, headers or body',
    'zh-CN': '没有写请求头时，地址、请求头或正文里须有 {{signature}}',
  },
  'mac-secret': { en: 'an HMAC needs a secret', 'zh-CN': 'HMAC 须指定密钥 secret' },
  'digest-secret': {
    en: 'a plain digest takes no secret of its own: name {{secret:NAME}} in `over`',
    'zh-CN': '普通摘要不另用密钥：请在 over 里写 {{secret:NAME}}',
  },
  'answer-digest': {
    en: 'a digest without a key proves nothing about an answer; use an hmac',
    'zh-CN': '不带密钥的摘要不能证明应答来源；请用 hmac',
  },
  'secret-missing': { en: 'the secret $1 has no file under `secrets`', 'zh-CN': '密钥 $1 在 secrets 里没有对应的文件' },
  'secret-unused': { en: 'nothing uses this secret', 'zh-CN': '没有任何地方用到这个密钥' },
  'name-twice': { en: 'another gateway has this name', 'zh-CN': '另一个接口已用这个名字' },
  'kind-twice': {
    en: 'another gateway of this kind stands before it, and only the first is asked',
    'zh-CN': '前面已有同类接口，只会询问第一个',
  },
  'code-twice': { en: 'the code $1 stands for two outcomes', 'zh-CN': '代码 $1 对应了两种结果' },
  'seconds-missing': {
    en: 'without `answer.seconds` no call is known to be long enough',
    'zh-CN': '没有 answer.seconds，就无法知道通话够不够长',
  },
} as const;

export type ProblemCode = keyof typeof texts;

export interface Problem {
  readonly path: readonly PropertyKey[];
  readonly code: ProblemCode;
  readonly name?: string;
  readonly list?: readonly string[];
}

/** Of the terminal it is read at. */
export function terminalLanguage(environment: Readonly<Record<string, string | undefined>>): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  return (LC_ALL ?? LC_MESSAGES ?? LANG ?? '').startsWith('zh') ? 'zh-CN' : 'en';
}

function placeOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./u, '');
}

export function problemLine({ path, code, name = '', list = [] }: Problem, language: Language): string {
  return `${placeOf(path)}: ${texts[code][language].replace('$1', () => name).replace('$2', () => list.join(' '))}`;
}

const localeErrors = { en: z.locales.en().localeError, 'zh-CN': z.locales.zhCN().localeError } as const;

/** Of several shapes that would do, the one that what stands there came nearest to. */
function nearest(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const [best = []] = issue.errors.toSorted((a, b) => (b[0]?.path.length ?? 0) - (a[0]?.path.length ?? 0));
  return best.flatMap((inner) => nearest({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** What does not fit the shape, without what stands there instead. */
export function shapeLines(schema: z.ZodType, value: unknown, language: Language): readonly string[] {
  const read = schema.safeParse(value, { error: localeErrors[language] });
  const issues = read.success ? [] : read.error.issues.flatMap(nearest);
  return issues.map(({ path, message }) => `${placeOf(path) || '.'}: ${message}`);
}
