// One browser tab at the online page, without a browser: it keeps its cookie and the word it was given.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { pageHeader } from '#src/contract/online/index.ts';

export const onlineValues = {
  name: '王小明',
  documentType: 'resident-id',
  documentNumber: '110101199003071057',
  phone: '13800138000',
};

/** Stands for the folder that the build leaves; the test removes it. */
export function builtPage(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-page-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>page</title>');
  writeFileSync(join(folder, 'assets', 'page.js'), 'export {};');
  return folder;
}

export class PageTab {
  cookie = '';
  word = '';
  readonly #app: FastifyInstance;

  constructor(app: FastifyInstance) {
    this.#app = app;
  }

  async ask(name: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<LightMyRequestResponse> {
    const answer = await this.#app.inject({
      method: 'POST',
      url: `/online/api/${name}`,
      headers: { 'content-type': 'application/json', [pageHeader]: this.word, cookie: this.cookie, ...headers },
      payload: JSON.stringify(body),
    });
    const set = answer.headers['set-cookie'];
    if (typeof set === 'string') this.cookie = set.split(';')[0] ?? '';
    const page: unknown = answer.statusCode === 200 ? answer.json().page : undefined;
    if (typeof page === 'string') this.word = page;
    return answer;
  }

  get(path: string): Promise<LightMyRequestResponse> {
    return this.#app.inject({ method: 'GET', url: path, headers: { [pageHeader]: '' } });
  }

  /** Accepts the notice of a service; of the first that can be done online, unless one is named. */
  async accept(change: object = {}, service?: string): Promise<LightMyRequestResponse> {
    const { services } = (await this.get('/online/api/start')).json();
    const { id: serviceId } = services.find((one: { id: string; obstacle: string | null }) =>
      service === undefined ? one.obstacle === null : one.id === service,
    );
    const { notice } = (await this.get(`/online/api/notice?serviceId=${serviceId}`)).json();
    const { id: noticeId, version: noticeVersion } = notice;
    const asked = { serviceId, noticeId, noticeVersion, language: 'en', acceptedBy: 'subject', signature: null };
    return this.ask('accept', { ...asked, ...change });
  }

  /** Without pictures and signatures, unless they are given. */
  submit(order: { readonly attempt: string; readonly values: object; readonly [beside: string]: unknown }) {
    return this.ask('submit', { pictures: [], noticeInk: null, formInk: null, ...order });
  }
}

export const codeOf = (answer: LightMyRequestResponse) => [answer.statusCode, answer.json().error?.code];

const uint16 = (value: number) => [value >> 8, value & 255];
const latin1 = (text: string) => [...Buffer.from(text, 'latin1')];

/** A whole JPEG that shows nothing; `more` is put after its first segment. */
export function sampleJpeg(marker: string, width = 800, more: readonly number[] = []): Uint8Array {
  const jfif = [0xff, 0xe0, ...uint16(16), ...latin1('JFIF\0\x01\x01\0\0\x01\0\x01\0\0')];
  const frame = [0xff, 0xc0, ...uint16(11), 8, ...uint16(500), ...uint16(width), 1, 1, 0x11, 0];
  const scan = [0xff, 0xda, ...uint16(8), 1, 1, 0, 0, 63, 0, ...latin1(marker)];
  return new Uint8Array([0xff, 0xd8, ...jfif, ...more, ...frame, ...scan, 0xff, 0xd9]);
}

/** A whole PNG that shows nothing. */
export function samplePng(marker: string): Uint8Array {
  const chunk = (name: string, content: readonly number[]) => [
    ...[0, 0, ...uint16(content.length)],
    ...latin1(name),
    ...content,
    ...[0, 0, 0, 0],
  ];
  const size = [0, 0, ...uint16(600), 0, 0, ...uint16(200)];
  const head = chunk('IHDR', [...size, 8, 6, 0, 0, 0]);
  return new Uint8Array([...latin1('\x89PNG\r\n\x1a\n'), ...head, ...chunk('IDAT', latin1(marker)), ...chunk('IEND', [])]);
}
