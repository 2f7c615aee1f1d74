// What `npm run crash` does, in its order, and the sizes of a full run.
import { makeTemplate } from '#server/test-bench.ts';
import { runAgentKills } from '#test/crash/agent/run.ts';
import { type AttachmentsReport, leastBytes, runAttachments } from '#test/crash/attachments/run.ts';
import type { Verdict } from '#test/crash/clerk/judge.ts';
import { runDamage } from '#test/crash/damage/run.ts';
import { runKills } from '#test/crash/kill/run.ts';
import { type LineReport, runLine } from '#test/crash/line/run.ts';
import { cutPower, record, whyNotRecordable } from '#test/crash/power/replay.ts';
import { runRotations } from '#test/crash/rotations/run.ts';
import { simulate } from '#test/crash/simulation/run.ts';

interface ProofRun {
  readonly seed: number;
  /** 1 is the full size. */
  readonly scale: number;
  /** An empty folder. */
  readonly folder: string;
  readonly say: (line: string) => void;
}

interface ProofReport {
  readonly figures: readonly string[];
  readonly faults: readonly string[];
}

export interface Proof {
  readonly name: string;
  readonly title: string;
  readonly run: (run: ProofRun) => Promise<ProofReport>;
}

function sized(full: number, scale: number): number {
  return Math.max(1, Math.round(full * scale));
}

function faultsOf({ lost, doubled, falselySynced, other }: Verdict): readonly string[] {
  const named = (what: string, faults: readonly string[]) => faults.map((fault) => `${what}: ${fault}`);
  return [...named('lost', lost), ...named('doubled', doubled), ...named('falsely synced', falselySynced), ...other];
}

function countsOf({ acknowledged, onServer, lost, doubled, falselySynced }: Verdict): string {
  const faults = `${lost.length} lost, ${doubled.length} doubled, ${falselySynced.length} falsely called synced`;
  return `${acknowledged} acknowledged records, ${onServer} at the server: ${faults}`;
}

const kills: Proof = {
  name: 'kills',
  title: 'kill -9 of workstation and server at random moments of typing, saving, submitting, sending',
  run: async ({ seed, scale, folder, say }) => {
    const { verdict, kills: done, acts, seconds } = await runKills({ seed, kills: sized(1_000, scale), folder, say });
    const total = done.workstation + done.server + done.start;
    const which = `workstation at work ${done.workstation}, at its start ${done.start}, server ${done.server}`;
    const answered = [...acts].map(([call, times]) => `${call} ${times}`).join(', ');
    return {
      figures: [
        `${total} kills (${which}; ${done['key-change']} changes of the key begun) in ${seconds.toFixed(0)} s`,
        countsOf(verdict),
        `answered: ${answered}`,
      ],
      faults: faultsOf(verdict),
    };
  },
};

function lineFigures({ verdict, requests, happened, attempts, attachments, seconds }: LineReport): readonly string[] {
  const faults = [...happened].map(([fault, times]) => `${fault} ${times}`).join(', ');
  const total = [...happened.values()].reduce((sum, times) => sum + times, 0);
  const extra = attachments.least === 0 ? 0 : (100 * attachments.sent) / attachments.least - 100;
  return [
    `${requests} requests, ${total} faults, ${attempts} attempts at the end, ${seconds.toFixed(0)} s`,
    countsOf(verdict),
    `bytes of attachments sent again: ${extra.toFixed(1)} % of ${(attachments.least / 1_048_576).toFixed(0)} MiB`,
    `faults: ${faults}`,
  ];
}

const line: Proof = {
  name: 'line',
  title: 'requests and answers lost, cut, doubled, repeated later, shortened, delayed, or answered by somebody else',
  run: async ({ seed, scale, folder }) => {
    const worst = { seed, records: sized(400, scale), probability: 0.4, pictured: 0.4, folder: `${folder}/worst` };
    const only = ['request-cut', 'request-lost', 'answer-lost', 'answer-cut'] as const;
    // One in 80 pieces of 256 KiB: fifty a gigabyte.
    const large = { seed, records: sized(100, scale), probability: 1 / 80, only, pictured: 1, scanBytes: 2_000_000 };
    const reports = [await runLine(worst), await runLine({ ...large, folder: `${folder}/large` })] as const;
    const { sent, least } = reports[1].attachments;
    const isWasteful = sent > least * 1.05;
    return {
      figures: [
        'every fault there is, at 40 % of all requests',
        ...lineFigures(reports[0]),
        'large images, cut fifty times a gigabyte',
        ...lineFigures(reports[1]),
      ],
      faults: [...reports.flatMap(({ verdict }) => faultsOf(verdict)), ...(isWasteful ? ['more than 5 % was sent again'] : [])],
    };
  },
};

const power: Proof = {
  name: 'power',
  title: 'the power cut after any write of a workstation’s life, from its first start to a change of its key',
  run: async ({ seed, scale, folder }) => {
    const reason = whyNotRecordable();
    if (reason !== null) return { figures: [], faults: [`not run: ${reason}`] };
    const from = performance.now();
    const events = record(folder, 2);
    const report = await cutPower(events, { seed, everyNth: Math.max(1, Math.round(1 / scale)), folder });
    const seconds = (performance.now() - from) / 1_000;
    return {
      figures: [
        `${report.events} events recorded: ${report.writes} writes, ${report.flushes} flushes, ${report.tolds} acknowledgements`,
        `${report.cuts} cuts, ${report.faults.length} of them with something lost or falsely reported, ${seconds.toFixed(0)} s`,
      ],
      faults: report.faults,
    };
  },
};

const simulation: Proof = {
  name: 'simulation',
  title: 'twenty workstations under spoilt lines, restarts, wrong clocks and new configurations',
  run: async ({ seed, scale, folder }) => {
    const template = await makeTemplate();
    const report = await simulate({ seed, stations: 20, steps: sized(5_000, scale), template, folder });
    const { verdicts, steps, requests, digest, seconds } = report;
    const sum = (count: (verdict: Verdict) => number) => verdicts.reduce((total, verdict) => total + count(verdict), 0);
    const done = [...steps].map(([name, times]) => `${name} ${times}`).join(', ');
    return {
      figures: [
        `${requests} requests, ${seconds.toFixed(0)} s, digest of the run ${digest.slice(0, 16)}; steps: ${done}`,
        `${sum((one) => one.acknowledged)} acknowledged records, ${sum((one) => one.onServer)} at the server: ` +
          `${sum((one) => one.lost.length)} lost, ${sum((one) => one.doubled.length)} doubled, ` +
          `${sum((one) => one.falselySynced.length)} falsely called synced`,
      ],
      faults: verdicts.flatMap(faultsOf),
    };
  },
};

const damage: Proof = {
  name: 'damage',
  title: 'flipped bits, cleared pages and cut ends in store, write-ahead log, snapshots and journals',
  run: async ({ seed, scale }) => {
    const { acknowledged, tried, endings, faults, seconds } = await runDamage({ seed, trials: sized(2_000, scale) });
    const list = (counts: ReadonlyMap<string, number>) => [...counts].map(([name, times]) => `${name} ${times}`).join(', ');
    return {
      figures: [
        `${acknowledged} acknowledged records and a draft each time, ${faults.length} of them missing or untold, ${seconds.toFixed(0)} s`,
        `ended: ${list(endings)}`,
        `tried: ${list(tried)}`,
      ],
      faults,
    };
  },
};

function attachmentsFigure(report: AttachmentsReport): string {
  const mebibytes = (bytes: number) => (bytes / 1_048_576).toFixed(0);
  const again = (100 * report.sentBytes) / leastBytes(report) - 100;
  const { workstation, server } = report.peakMiB;
  const size = `${mebibytes(report.bytes)} MiB, ${report.cuts} cuts in ${report.attempts} attempts and ${report.seconds.toFixed(0)} s`;
  return `${size}: ${again.toFixed(1)} % sent again; at most ${workstation} MiB of memory here, ${server ?? 'unknown'} at the server`;
}

const attachments: Proof = {
  name: 'attachments',
  title: 'a file of 20 MB over a line of 1 MB/s that is cut every five seconds; a gigabyte with fifty cuts',
  run: async ({ scale, folder }) => {
    const slow = { bytesPerSecond: 1_000_000, everyMs: 5_000 };
    const one = await runAttachments({ files: 1, fileBytes: 20_000_000, line: slow, folder: `${folder}/slow` });
    const files = sized(50, scale);
    const everyBytes = Math.ceil(((20 * 1_048_576 * 4) / 3) * Math.max(1, files / 50));
    const large = await runAttachments({ files, fileBytes: 20 * 1_048_576, line: { everyBytes }, folder: `${folder}/large` });
    const isWasteful = large.sentBytes > leastBytes(large) * 1.05;
    return {
      figures: [attachmentsFigure(one), attachmentsFigure(large)],
      faults: [...one.faults, ...large.faults, ...(isWasteful ? ['more than 5 % was sent again'] : [])],
    };
  },
};

const rotations: Proof = {
  name: 'rotations',
  title: 'the commands that renew keys, killed before any write of theirs',
  run: async ({ seed, scale, folder }) => {
    const reason = whyNotRecordable();
    if (reason !== null) return { figures: [], faults: [`not run: ${reason}`] };
    const template = await makeTemplate();
    const { kills: done, moments, faults, seconds } = await runRotations({ seed, kills: sized(300, scale), template, folder });
    const list = [...moments].map(([command, count]) => `${command} ${count}`).join(', ');
    return { figures: [`${done} kills in ${seconds.toFixed(0)} s; moments of each: ${list}`], faults };
  },
};

const agent: Proof = {
  name: 'agent',
  title: 'kill -9 of server and agent around the moment at which an authority decides',
  run: async ({ seed, scale, folder, say }) => {
    const report = await runAgentKills({ seed, kills: sized(100, scale), folder, say });
    const { server, agent: ofAgent, both } = report.kills;
    const { records, confirmed, requests, faults, seconds } = report;
    return {
      figures: [
        `${server + ofAgent + both} kills (server ${server}, agent ${ofAgent}, both ${both}) in ${seconds.toFixed(0)} s`,
        `${records} records, ${confirmed} confirmed and the others refuted, in ${requests} requests to the authority`,
      ],
      faults,
    };
  },
};

export const proofs: readonly Proof[] = [kills, agent, rotations, line, attachments, power, damage, simulation];
