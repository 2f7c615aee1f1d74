// A whole workstation on real files beside a whole server on real files, without windows and processes: the line between them is a
// function call that can be cut.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LinkRequest } from '#main/ports/server-link.ts';
import { FakeServer } from '#main/test-bench/fake-server.ts';
import { subject, type TestOrganisation, testOrganisation } from '#main/test-bench/organisation.ts';
import { sampleJpeg, withPictures } from '#main/test-bench/pictures.ts';
import { TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import { draftOf } from '#server/app/organisation.ts';
import { openExchangeKeys } from '#server/kernel/keys/exchange-keys.ts';
import { type Bench, keyPassphrase, makeTemplate, openBench } from '#server/test-bench.ts';
import { fail, ok } from '#src/base/result.ts';

/** The real server where the workstation expects one. */
class BenchLink extends FakeServer {
  readonly #bench: Bench;
  enrolmentCode = '';
  /** Another server in the place of the first one. */
  replacement: Bench['app'] | null = null;

  constructor(bench: Bench, organisation: TestOrganisation) {
    super(organisation.configuration, () => bench.clock.nowMs());
    this.#bench = bench;
  }

  override get code(): string {
    return this.enrolmentCode;
  }

  override async send({ method, url, headers, body }: LinkRequest) {
    if (this.mode === 'down') return fail('unreachable' as const);
    const { pathname, search } = new URL(url);
    const payload = body === '' ? {} : { payload: body };
    const answer = await (this.replacement ?? this.#bench.app).inject({
      method,
      url: pathname + search,
      headers: { ...headers },
      ...payload,
    });
    return ok({ status: answer.statusCode, body: answer.body });
  }
}

export interface Branch {
  readonly bench: Bench;
  readonly workstation: TestWorkstation;
  readonly identities: readonly string[];
  /** For what a test puts beside them; it goes with the branch. */
  readonly folder: string;
  /** A further workstation of the same branch, enrolled, at the sign-in. */
  readonly another: () => Promise<TestWorkstation>;
  /** From now on this server answers. */
  readonly replaceServer: (app: Bench['app']) => void;
  readonly close: () => Promise<void>;
}

interface Founded {
  readonly organisation: TestOrganisation;
  readonly template: string;
}

/** An organisation whose one form asks for a document scan. */
async function makeOrganisation(): Promise<Founded> {
  const pictured = await withPictures(await testOrganisation());
  const { configuration } = pictured;
  const unsigned = {
    ...configuration,
    forms: configuration.forms.map(({ signature: _signature, ...form }) => form),
    notices: configuration.notices.map(({ signature: _signature, ...notice }) => notice),
  };
  const template = await makeTemplate({
    ...draftOf(unsigned),
    staff: unsigned.staff.map((one) => ({ ...one, hasInitialPassphrase: false })),
  });
  return { organisation: { ...pictured, configuration: unsigned }, template };
}

/** Made once for all tests of a file: its keys take seconds. */
let founded: Promise<Founded> | null = null;

export async function openBranch(): Promise<Branch> {
  founded ??= makeOrganisation();
  const { organisation, template } = await founded;
  const folder = mkdtempSync(join(tmpdir(), 'countersign-branch-'));
  const bench = await openBench({ template });
  const opened: TestWorkstation[] = [];
  const links: BenchLink[] = [];
  const another = async () => {
    const link = new BenchLink(bench, organisation);
    links.push(link);
    link.enrolmentCode = (await bench.organisation.devices.issueCode('branch-1', 60)).code;
    const workstation = new TestWorkstation(organisation, link);
    await workstation.start(workstation.order);
    opened.push(workstation);
    return workstation;
  };
  return {
    bench,
    workstation: await another(),
    identities: await openExchangeKeys(bench.layout, keyPassphrase),
    folder,
    another,
    replaceServer: (app) => {
      for (const link of links) link.replacement = app;
    },
    close: async () => {
      for (const workstation of opened) await workstation.remove();
      await bench.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** One complete registration with a scan. @returns its record id */
export async function registerWithScan(workstation: TestWorkstation, marker = 'scan'): Promise<string> {
  const registrationId = await workstation.begin();
  const bytes = sampleJpeg(marker.repeat(20_000));
  const { id } = unwrap(await workstation.api['attachments.add']({ registrationId, field: 'documentScan', bytes } as never));
  unwrap((await workstation.review(registrationId, { ...subject, documentScan: id })) as never);
  unwrap((await workstation.app.call('registration.submit', { registrationId })) as never);
  return registrationId;
}
