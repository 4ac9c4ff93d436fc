import { essBulk } from '../../src/diagnostics/ess.js';
import { mcseMean, mcseSd } from '../../src/diagnostics/mcse.js';
import { moments } from '../../src/base/numeric/moments.js';
import { rhat } from '../../src/diagnostics/rhat.js';
import { emptySample } from '../../src/diagnostics/sample.js';
import { Workspace } from '../../src/diagnostics/workspace.js';

/** What samplers are judged on, and how long they are let run unless told otherwise. */
export interface JudgedWorkload {
  readonly name: string;
  /** The data file, without its ending, and that of new rows to predict. */
  readonly data: string;
  readonly newRows?: string;
  /** Name of the predictions at the first new rows, where the workload is judged on those. */
  readonly predictions?: string;
  /** The worst of these is the figure of the workload; quantities without an index. */
  readonly judged: readonly string[];
  /** Scales that the others depend on, judged apart. */
  readonly scales: readonly string[];
  /** Iterations a chain, and what peers without a clock draw after them. */
  readonly warmup: number;
  readonly draws: number;
}

export const PREDICTED_ROWS = 20;

export const JUDGED_WORKLOADS: readonly JudgedWorkload[] = [
  {
    ...{ name: 'A', data: 'A_train', newRows: 'A_test', predictions: 'f' },
    ...{ judged: ['f'], scales: ['sigma', 'v1', 'vb', 'v2'], warmup: 300, draws: 200 },
  },
  {
    ...{ name: 'B', data: 'B_train', newRows: 'B_test', predictions: 'p' },
    ...{ judged: ['p'], scales: ['s1', 's2'], warmup: 300, draws: 200 },
  },
  {
    ...{ name: 'C_lasso', data: 'C_train', judged: ['beta', 'sigma'], scales: ['b'] },
    ...{ warmup: 1000, draws: 1000 },
  },
  {
    ...{ name: 'C_horseshoe', data: 'C_train', judged: ['beta', 'sigma'], scales: ['tau'] },
    ...{ warmup: 1000, draws: 1000 },
  },
  {
    ...{ name: 'D', data: 'D', judged: ['mu', 'tau', 'theta'], scales: [] },
    ...{ warmup: 1000, draws: 4000 },
  },
  {
    ...{ name: 'E', data: 'E_train', judged: ['a', 'beta'], scales: [] },
    ...{ warmup: 1000, draws: 1000 },
  },
];

/** The posterior of one number, and how well it is known. */
export interface Judgement {
  /** `theta[1]` */
  readonly name: string;
  readonly mean: number;
  readonly sd: number;
  readonly errorOfMean: number;
  readonly errorOfSd: number;
  readonly ess: number;
  /** Bulk ESS of each chain alone. */
  readonly alone: readonly number[];
  readonly rhat: number;
}

/** CPU seconds over all chains. */
export interface Took {
  readonly warmup: number;
  readonly sampling: number;
  readonly note: string;
}

export interface JudgedRun extends Took {
  readonly chains: number;
  readonly draws: number;
  readonly judgements: readonly Judgement[];
}

/** Judges chains of equal length, each rows of `names.length` numbers. */
export function judge(
  names: readonly string[],
  chains: readonly Float64Array[],
  took: Took,
): JudgedRun {
  const draws = chains[0]!.length / names.length;
  const sample = emptySample(chains.length, draws);
  const workspace = new Workspace(sample);
  const single = emptySample(1, draws);
  const own = new Workspace(single);
  const judgements = names.map((name, column): Judgement => {
    chains.forEach((chain, k) => {
      for (let row = 0; row < draws; row++) {
        sample.values[k * draws + row] = chain[row * names.length + column]!;
      }
    });
    const { mean, variance } = moments(sample.values);
    const alone = chains.map((_, k) => {
      single.values.set(sample.values.subarray(k * draws, (k + 1) * draws));
      return essBulk(single, own);
    });
    return {
      ...{ name, mean, sd: Math.sqrt(variance) },
      errorOfMean: mcseMean(sample, workspace),
      errorOfSd: mcseSd(sample, workspace),
      ...{ ess: essBulk(sample, workspace), alone, rhat: rhat(sample, workspace) },
    };
  });
  return { ...took, chains: chains.length, draws, judgements };
}

export function quantityOf(name: string): string {
  return name.replace(/\[.*/, '');
}
