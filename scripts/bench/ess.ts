import { logNormalCdf, normalQuantile } from '../../src/base/numeric/special.js';
import { contestantName, type Contestant } from './backends.js';
import { inFreshProcess } from './fresh-process.js';
import {
  JUDGED_WORKLOADS,
  quantityOf,
  type Judgement,
  type JudgedRun,
  type JudgedWorkload,
} from './judged.js';
import type { Distance } from './paired-ranks.js';
import { isInstalled, PEERS, peerRun } from './peers.js';
import { RECORDED, yardstickNow, type Recorded } from './recorded.js';

export interface EssTask {
  readonly contestants: readonly Contestant[];
  readonly folder: string;
  /** Of sampling, over our four chains. */
  readonly seconds: number;
  /** All where there is none. */
  readonly workloads?: readonly string[];
  readonly peers?: readonly string[];
  /** Those of the workload where there is none. */
  readonly warmup?: number;
  readonly draws?: number;
}

/** One sampler on one workload. */
export interface EssRow {
  readonly workload: string;
  readonly who: string;
  /** Why there are no figures. */
  readonly missing?: string;
  readonly run?: Omit<JudgedRun, 'judgements'>;
  /** Pooled bulk ESS a CPU second of sampling, and R-hat: of the worst judged quantity. */
  readonly perSecond?: number;
  readonly rhat?: number;
  /** The worst judged quantity of each chain alone, a second of that chain: what a single chain would have shown. */
  readonly alone?: readonly number[];
  /** The same of the worst scale, where there are scales. */
  readonly scalesPerSecond?: number;
  readonly scalesRhat?: number;
  /** Of ours: `perSecond` over the greatest of a peer, and the same of the scales. */
  readonly toBestPeer?: number;
  readonly scalesToBestPeer?: number;
  /** Of a recorded peer: by what its figures were multiplied, and of how many chains they are. */
  readonly scaledBy?: number;
  readonly chains?: number;
}

/** How far our posterior is from a peer's, in standard errors of the two together. */
export interface Agreement {
  readonly workload: string;
  readonly ours: string;
  readonly peer: string;
  readonly quantities: number;
  readonly worstMean: Distance;
  readonly worstSd: Distance;
  /** The chance that the worst mean, or sd, is as far off or further if the posteriors are the same (Bonferroni). */
  readonly pOfMean: number;
  readonly pOfSd: number;
  /** What the worst of so many independent ones stays below in 99 of 100 comparisons. */
  readonly bound: number;
}

export interface EssTable {
  readonly rows: readonly EssRow[];
  readonly agreements: readonly Agreement[];
}

interface Named {
  readonly who: string;
  readonly result: JudgedRun | string;
}

export function essTable(task: EssTask): EssTable {
  const workloads = chosen(JUDGED_WORKLOADS, task.workloads, 'workload');
  const peers = chosen(PEERS, task.peers, 'peer');
  const present = new Map(peers.map((peer) => [peer, isInstalled(peer)]));
  const tables = workloads.map((given) => {
    const { warmup = given.warmup, draws = given.draws } = task;
    const workload = { ...given, warmup, draws };
    const ours = task.contestants.map((contestant) => ownRunOf(workload, contestant, task));
    const able = peers.filter((peer) => peer.workloads?.includes(workload.name) ?? true);
    const theirs = able.map((peer): Named => {
      announce(workload, peer.name);
      const result = present.get(peer) ? peerRun(peer, workload, task.folder) : 'not installed';
      return { who: peer.name, result };
    });
    return {
      rows: besideBest(
        ours.map((named) => rowOf(workload, named)),
        [...theirs.map((named) => rowOf(workload, named)), ...recordedRows(workload, task.folder)],
      ),
      agreements: ours.flatMap((own) => theirs.flatMap((peer) => agreement(workload, own, peer))),
    };
  });
  return {
    rows: tables.flatMap(({ rows }) => rows),
    agreements: tables.flatMap(({ agreements }) => agreements),
  };
}

export function chosen<Item extends { readonly name: string }>(
  all: readonly Item[],
  names: readonly string[] | undefined,
  what: string,
): readonly Item[] {
  return (
    names?.map((name) => {
      const found = all.find((each) => each.name === name);
      if (found !== undefined) return found;
      const known = all.map((each) => each.name).join(', ');
      throw new RangeError(`no ${what} ${name}; there are: ${known}`);
    }) ?? all
  );
}

function ownRunOf({ name, warmup }: JudgedWorkload, contestant: Contestant, task: EssTask): Named {
  const { backend, precision } = contestant;
  const effort = [String(warmup), String(task.seconds)];
  const words = [name, task.folder, ...effort, backend.name, precision];
  const who = `bnn, ${contestantName(contestant)}`;
  announce({ name }, who);
  return { who, result: inFreshProcess<JudgedRun>('measure-ess', words) };
}

/** Long runs say where they are; standard output is for the result. */
export function announce({ name }: Pick<JudgedWorkload, 'name'>, who: string): void {
  process.stderr.write(`${name}: ${who}\n`);
}

function rowOf({ name, judged, scales }: JudgedWorkload, { who, result }: Named): EssRow {
  if (typeof result === 'string') return { workload: name, who, missing: result };
  const { judgements, ...run } = result;
  const among = (names: readonly string[]) =>
    judgements.filter((judgement) => names.includes(quantityOf(judgement.name)));
  const worst = (found: readonly Judgement[]) => ({
    perSecond: Math.min(...found.map(({ ess }) => ess)) / run.sampling,
    rhat: Math.max(...found.map(({ rhat }) => rhat)),
  });
  const alone = Array.from(
    { length: run.chains },
    (_, k) =>
      Math.min(...among(judged).map((each) => each.alone[k]!)) / (run.sampling / run.chains),
  );
  const row = { workload: name, who, run, alone, ...worst(among(judged)) };
  if (scales.length === 0) return row;
  const { perSecond, rhat } = worst(among(scales));
  return { ...row, scalesPerSecond: perSecond, scalesRhat: rhat };
}

/** Ours are several chains, pooled: one chain of a peer is no match unless there is nothing else. */
function besideBest(ours: readonly EssRow[], theirs: readonly EssRow[]): EssRow[] {
  const found = theirs.filter(({ perSecond }) => perSecond !== undefined);
  const pooled = found.filter(({ chains }) => chains !== 1);
  const peers = pooled.length > 0 ? pooled : found;
  const best = Math.max(...peers.map(({ perSecond = -Infinity }) => perSecond));
  const scales = Math.max(...peers.map(({ scalesPerSecond = -Infinity }) => scalesPerSecond));
  const compared = ours.map((row) => ({
    ...row,
    ...(best > 0 && { toBestPeer: row.perSecond! / best }),
    ...(scales > 0 &&
      row.scalesPerSecond !== undefined && { scalesToBestPeer: row.scalesPerSecond / scales }),
  }));
  return [...compared, ...theirs];
}

function recordedRows({ name }: JudgedWorkload, folder: string): EssRow[] {
  const found = RECORDED.filter(({ workload }) => workload === name);
  if (found.length === 0) return [];
  const now = yardstickNow(name, folder);
  return found.map((recorded) => recordedRow(recorded, now));
}

function recordedRow(recorded: Recorded, now: number | string): EssRow {
  const { workload, who, chains, perSecond, scalesPerSecond } = recorded;
  const row = { workload, who: `${who}, recorded`, chains };
  if (typeof now === 'string') return { ...row, missing: now };
  const speed = recorded.yardstick / now;
  return {
    ...{ ...row, scaledBy: speed, perSecond: perSecond * speed },
    ...(scalesPerSecond !== undefined && { scalesPerSecond: scalesPerSecond * speed }),
  };
}

function agreement({ name, judged, scales }: JudgedWorkload, own: Named, peer: Named): Agreement[] {
  if (typeof own.result === 'string' || typeof peer.result === 'string') return [];
  const theirs = new Map(peer.result.judgements.map((each) => [each.name, each]));
  const pairs = own.result.judgements
    .filter((ours) => [...judged, ...scales].includes(quantityOf(ours.name)))
    .map((ours) => [ours, theirs.get(ours.name)!] as const);
  const worst = (z: (ours: Judgement, theirs: Judgement) => number) =>
    pairs
      .map((pair): Distance => ({ name: pair[0].name, z: z(...pair) }))
      .reduce((a, b) => (Math.abs(b.z) > Math.abs(a.z) ? b : a));
  const worstMean = worst((a, b) => (a.mean - b.mean) / Math.hypot(a.errorOfMean, b.errorOfMean));
  const worstSd = worst((a, b) => (a.sd - b.sd) / Math.hypot(a.errorOfSd, b.errorOfSd));
  const chance = ({ z }: Distance) =>
    Math.min(1, 2 * pairs.length * Math.exp(logNormalCdf(-Math.abs(z))));
  return [
    {
      ...{ workload: name, ours: own.who, peer: peer.who, quantities: pairs.length },
      ...{ worstMean, worstSd, pOfMean: chance(worstMean), pOfSd: chance(worstSd) },
      bound: -normalQuantile(0.01 / 2 / pairs.length),
    },
  ];
}
