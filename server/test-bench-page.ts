// One browser tab at the online page, without a browser: it keeps its cookie and the word it was given.
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { pageHeader } from '#src/contract/online/index.ts';

export const onlineValues = {
  name: '王小明',
  documentType: 'resident-id',
  documentNumber: '110101199003071057',
  phone: '13800138000',
};

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

  /** Accepts the notice of the first service that can be done online. */
  async accept(): Promise<LightMyRequestResponse> {
    const { services } = (await this.get('/online/api/start')).json();
    const { id: serviceId } = services.find((one: { obstacle: string | null }) => one.obstacle === null);
    const { notice } = (await this.get(`/online/api/notice?serviceId=${serviceId}`)).json();
    const { id: noticeId, version: noticeVersion } = notice;
    return this.ask('accept', { serviceId, noticeId, noticeVersion, language: 'en' });
  }
}

export const codeOf = (answer: LightMyRequestResponse) => [answer.statusCode, answer.json().error?.code];
