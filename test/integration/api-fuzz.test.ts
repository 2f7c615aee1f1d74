// The server under requests made from its own OpenAPI document: valid ones, ones at the limits and hostile ones. `npm run fuzz` does the
// same for as long as it is asked to, over real sockets.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { subjectHandlers } from '#server/features/subjects/agent.ts';
import { type Bench, enrolWorkstation, localAgent, openBench } from '#server/test-bench.ts';
import { systemScopes } from '#src/domain/systems/schema.ts';
import { attackAll, type Target } from '#test/support/fuzz/attacker.ts';
import { readDocument } from '#test/support/fuzz/document.ts';
import { marker } from '#test/support/fuzz/hostile.ts';
import { samplesFor } from '#test/support/fuzz/samples.ts';

const minuteMs = 60_000;

let bench: Bench;
beforeAll(async () => {
  // An agent that answers, over a key of the test's own.
  const agent = localAgent(subjectHandlers({ classes: {}, former: [] }, new Uint8Array(32)));
  bench = await openBench({ agent });
});
afterAll(async () => {
  await bench.close();
});

async function makeTarget(): Promise<Target> {
  const workstation = await enrolWorkstation(bench);
  const { code } = await bench.organisation.devices.issueCode('main-street', 60);
  const { token } = await bench.organisation.systemClients.add('till', systemScopes, 'staff-1');
  const { body: configuration } = await bench.organisation.configuration.newest();
  return {
    devices: [workstation, await enrolWorkstation(bench)],
    nowMs: bench.clock.nowMs,
    systemToken: token,
    sample: samplesFor(configuration, workstation, code),
    send: async ({ method, url, headers, body, from }) => {
      const answer = await bench.app.inject({
        method: method as 'GET',
        url,
        headers,
        remoteAddress: from,
        ...(body === null ? {} : { payload: body }),
      });
      // A minute for each, so that the delays of wrong passphrases pass and more than they is tried.
      bench.clock.advance(minuteMs);
      return { status: answer.statusCode, headers: answer.headers, body: answer.body };
    },
  };
}

test('no request made from the OpenAPI document brings out anything but what is declared there', async () => {
  const target = await makeTarget();
  const operations = readDocument((await bench.app.inject('/openapi.json')).body);
  expect(operations.length).toBeGreaterThan(10);
  const answered = new Map<string, number>();
  const counting: Target = {
    ...target,
    send: async (request) => {
      const answer = await target.send(request);
      const status = String(answer?.status);
      answered.set(status, (answered.get(status) ?? 0) + 1);
      return answer;
    },
  };
  expect(await attackAll(operations, counting, { seed: 20_261_125, numRuns: 120 })).toEqual([]);
  // What was tried went deeper than the first check, and what is right was taken.
  expect([...answered.keys()].sort()).toEqual(expect.arrayContaining(['200', '400', '401', '404', '413']));

  expect(({} as { isPolluted?: unknown }).isPolluted).toBeUndefined();
  expect((await bench.app.inject('/healthz')).json()).toMatchObject({ status: 'ok' });
  const log = bench.logged.join('');
  const secrets = [
    marker,
    ...demonstrationStaff.map(({ passphrase }) => passphrase),
    ...demonstrationStaff.map(({ name }) => name),
  ];
  expect(log.length).toBeGreaterThan(0);
  for (const secret of secrets) expect(log).not.toContain(secret);
}, 120_000);
