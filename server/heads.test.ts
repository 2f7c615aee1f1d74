// The server's memory of audit chains over real requests: kept, asked for, noticed, and ended by a person.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Bench, enrolWorkstation, openBench, signFor, type Workstation } from '#server/test-bench.ts';
import { headResponse } from '#src/contract/sync/messages.ts';
import type { ChainHead } from '#src/domain/devices/heads.ts';

let bench: Bench;
let workstation: Workstation;

beforeEach(async () => {
  bench = await openBench();
  workstation = await enrolWorkstation(bench);
});
afterEach(() => bench.close());

const at = (sequence: number, letter: string): ChainHead => ({ sequence, link: letter.repeat(64) });

async function post(report: object, by = workstation) {
  const body = JSON.stringify({ protocol: 2, contains: null, lacks: null, ...report });
  const headers = await signFor(by, bench.clock, { method: 'POST', path: '/v1/heads', body });
  return bench.app.inject({ method: 'POST', url: '/v1/heads', headers, payload: body });
}
async function report(sent: object, by = workstation) {
  const answer = await post(sent, by);
  expect(answer.statusCode).toBe(200);
  return headResponse.parse(answer.json());
}

test('a head is kept per workstation, and only for whoever signs as it', async () => {
  const other = await enrolWorkstation(bench);
  expect(await report({ head: at(3, 'a') })).toEqual({ outcome: 'kept', known: at(3, 'a') });
  expect(await report({ head: at(1, 'b') }, other)).toEqual({ outcome: 'kept', known: at(1, 'b') });
  expect(await report({ head: at(5, 'c') })).toEqual({ outcome: 'compare', known: at(3, 'a') });
  expect(await report({ head: at(5, 'c'), contains: at(3, 'a') })).toEqual({ outcome: 'kept', known: at(5, 'c') });
  const body = JSON.stringify({ protocol: 2, head: at(1, 'a'), contains: null, lacks: null });
  expect(
    (await bench.app.inject({ method: 'POST', url: '/v1/heads', payload: body, headers: { 'content-type': 'application/json' } }))
      .statusCode,
  ).toBe(401);
});

test('an older copy, then a clone: marked for a person, told in the log, ended by a decision only', async () => {
  await report({ head: at(9, 'a') });
  expect(await report({ head: at(4, 'b'), lacks: at(9, 'a') })).toMatchObject({ outcome: 'rolled-back', known: at(9, 'a') });
  expect(await bench.organisation.heads.attentions()).toMatchObject([
    { deviceId: workstation.deviceId, attention: 'rolled-back' },
  ]);
  expect(await report({ head: at(10, 'c'), contains: at(9, 'a') })).toMatchObject({ outcome: 'kept' });
  expect(await report({ head: at(5, 'd'), lacks: at(10, 'c') })).toMatchObject({ outcome: 'cloned' });
  expect(await report({ head: at(11, 'e'), contains: at(10, 'c') })).toMatchObject({ outcome: 'cloned' });
  const told = bench.logged.filter((line) => line.includes('needs attention'));
  expect(told).toHaveLength(2);
  expect(told.every((line) => line.includes(workstation.deviceId))).toBe(true);

  await bench.organisation.heads.acceptNext(workstation.deviceId);
  expect(await bench.organisation.heads.attentions()).toEqual([]);
  expect(await report({ head: at(5, 'd') })).toEqual({ outcome: 'kept', known: at(5, 'd') });
  await expect(bench.organisation.heads.acceptNext('nobody')).rejects.toThrow('No workstation nobody');
});

test('a report that contradicts itself or is none is refused and changes nothing', async () => {
  await report({ head: at(9, 'a') });
  expect((await post({ head: at(8, 'b'), contains: at(9, 'a') })).statusCode).toBe(400);
  for (const head of [at(0, 'a'), { sequence: 1, link: 'short' }, null]) expect((await post({ head })).statusCode).toBe(400);
  expect(await report({ head: at(9, 'a'), contains: at(9, 'a') })).toEqual({ outcome: 'kept', known: at(9, 'a') });
});
