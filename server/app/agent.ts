// What runs in the agent, and what the serving process has to do with it. Here the features' acts meet the class keys.
import type { Server } from 'node:net';
import { contactHandlers } from '#server/features/contact/agent.ts';
import { restrictionHandlers } from '#server/features/restriction/agent.ts';
import { correctionHandlers } from '#server/features/subject-requests/agent.ts';
import { subjectHandlers } from '#server/features/subjects/agent.ts';
import { checkHandler } from '#server/features/verification/agent.ts';
import type { Agent } from '#server/kernel/agent/act.ts';
import { startLoop } from '#server/kernel/agent/loop.ts';
import { openPictureHandler } from '#server/kernel/agent/open-picture-act.ts';
import { openValuesHandler } from '#server/kernel/agent/open-values-act.ts';
import { listenForActs, type OnFailure } from '#server/kernel/agent/server.ts';
import type { Clock } from '#server/kernel/clock.ts';
import { readGateways } from '#server/kernel/gateways/read-gateways.ts';
import { readyHandler } from '#server/kernel/gateways/ready-act.ts';
import { createSources } from '#server/kernel/gateways/sources.ts';
import type { ClassKeys } from '#server/kernel/keys/file-key-ring.ts';
import type { Organisation } from './organisation.ts';

interface AgentOptions {
  /** File that describes the gateways; null = nobody outside is asked. */
  readonly gateways: string | null;
  readonly socket: string;
  readonly classKeys: ClassKeys;
  readonly indexKey: Uint8Array;
  readonly clock: Clock;
  /** Where quotas and pauses outlive a restart. */
  readonly countsPath: string;
  readonly onFailure: OnFailure;
}

/** The agent, as a process of its own runs it. @throws Stop gateways/…, agent/… */
export function startAgent({
  gateways,
  socket,
  classKeys,
  indexKey,
  clock,
  countsPath,
  onFailure,
}: AgentOptions): Promise<Server> {
  const { file, secrets } =
    gateways === null ? { file: { gateways: [], secrets: {} }, secrets: new Map() } : readGateways(gateways);
  const sources = createSources(file, secrets, clock, countsPath);
  const handlers = [
    openValuesHandler(classKeys),
    openPictureHandler(classKeys),
    checkHandler(sources, classKeys),
    readyHandler(sources),
    ...subjectHandlers(classKeys, indexKey),
    ...contactHandlers(sources, classKeys, indexKey),
    ...correctionHandlers(classKeys),
    ...restrictionHandlers(classKeys, indexKey),
  ];
  return listenForActs(handlers, socket, onFailure);
}

/** Does what waits for the agent, as long as the server runs. @returns ends it after the rounds that are under way */
export function startAgentWork(
  { subjects, verification, contact, restriction }: Organisation,
  agent: Agent,
  watch: Parameters<typeof startLoop>[2],
): () => Promise<unknown> {
  const stops = [subjects, verification, contact, restriction].map((work) => startLoop(work, agent, watch));
  return () => Promise.all(stops.map((stop) => stop()));
}
