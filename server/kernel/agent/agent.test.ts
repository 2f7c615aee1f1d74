// The way to the agent over a real socket: whatever goes wrong there is an answer, and one failure takes nothing else with it.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { type Act, agentGone, answering } from './act.ts';
import { AgentClient } from './client.ts';
import { agentProtocol } from './here-act.ts';
import { startLoop } from './loop.ts';
import { listenForActs } from './server.ts';

const text = z.object({ text: z.string() });
const echo = { name: 'test.echo', input: text, output: text, patienceMs: 20_000 } satisfies Act;
const broken = { ...echo, name: 'test.broken' } satisfies Act;
const silent = { ...echo, name: 'test.silent', patienceMs: 20 } satisfies Act;
const unknown = { ...echo, name: 'test.unknown' } satisfies Act;

let folder: string;
let server: Server;
let client: AgentClient;
let failures: string[];

async function listen(): Promise<void> {
  const handlers = [
    answering(echo, async (input) => input),
    answering(broken, async ({ text: value }) => {
      throw new RangeError(value);
    }),
    answering(silent, () => new Promise(() => undefined)),
  ];
  server = await listenForActs(handlers, join(folder, 'socket'), (act, kind) => failures.push(`${act} ${kind}`));
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'agent-'));
  failures = [];
  await listen();
  client = new AgentClient(join(folder, 'socket'));
});
afterEach(() => {
  client.close();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

test('each question has its own answer, in whatever order they come', async () => {
  const asked = ['a\nb', '你好', '']; // A line break inside a value is no end of a line.
  const answers = await Promise.all([
    client.ask(silent, { text: '' }),
    client.ask(broken, { text: 'secret' }),
    client.ask(unknown, { text: '' }),
    ...asked.map((value) => client.ask(echo, { text: value })),
  ]);
  expect(answers).toEqual([agentGone, agentGone, agentGone, ...asked.map((value) => ({ text: value }))]);
  expect(failures).toEqual(['test.broken RangeError']);
});

test('only a socket that was left behind makes way', async () => {
  const key = join(folder, 'classes.keys');
  writeFileSync(key, 'a key');
  await expect(listenForActs([], key, () => undefined)).rejects.toThrow('is there already and no socket');
  expect(readFileSync(key, 'utf8')).toBe('a key');
});

test('an agent of another version is told once, and not asked', async () => {
  const told: string[] = [];
  const asked: number[] = [];
  const agents = [{}, { protocol: agentProtocol + 1 }, { protocol: agentProtocol }];
  const stop = startLoop(
    { takeUp: async () => undefined, askDue: async () => asked.push(0) - asked.length },
    { ask: async (act) => act.output.parse(agents.length > 1 ? agents.shift() : agents[0]) },
    { clock: { nowMs: () => 0 }, onError: (error) => told.push(String(error)) },
  );
  await expect.poll(() => asked.length, { timeout: 20_000 }).toBeGreaterThan(0);
  await stop();
  expect(told).toEqual([expect.stringContaining('another version')]);
});

test('a clock that goes back takes up what one that ran ahead had put off; small steps and failures change nothing', async () => {
  const hour = 3_600_000;
  const times = [hour, 2 * hour, 2 * hour - 30_000, 2 * hour - 50_000, hour, hour, hour + 1, 0, 0];
  const seen: number[] = [];
  const failures: unknown[] = [];
  let nowMs = 0;
  const takeUp = async () => {
    seen.push(nowMs);
    if (seen.length === 2) throw new Error('a full disk');
  };
  const clock = {
    nowMs: () => {
      nowMs = times.shift() ?? nowMs;
      return nowMs;
    },
  };
  const agent = { ask: async (act: Act) => act.output.parse({ protocol: agentProtocol }) as never };
  const stop = startLoop({ takeUp, askDue: async () => times.length }, agent, { clock, onError: (e) => failures.push(e) });
  await expect.poll(() => times.length, { timeout: 20_000 }).toBe(0);
  await stop();
  // At the start, at the step back and once more because it failed, at the next one.
  expect(seen).toEqual([hour, hour, hour, 0]);
  expect(failures).toEqual([new Error('a full disk')]);
});

test('its own account alone may ask', () => {
  expect(statSync(join(folder, 'socket')).mode & 0o077).toBe(0);
});

test('nobody listens, then somebody does', async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(join(folder, 'socket'), { force: true });
  expect(await client.ask(echo, { text: 'x' })).toEqual(agentGone);
  await listen();
  expect(await client.ask(echo, { text: 'x' })).toEqual({ text: 'x' });
});

test('what is no question ends its own connection and no other', async () => {
  const socket = connect(join(folder, 'socket'));
  const ended = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined);
  socket.write('garbage\n');
  await ended;
  expect(await client.ask(echo, { text: 'x' })).toEqual({ text: 'x' });
});
