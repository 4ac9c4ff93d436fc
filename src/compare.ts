import { join } from 'node:path';
import { DiagnosticError, type Diagnostic } from './base/diagnostic.js';
import { freeName } from './cli/free-name.js';
import { namedRuns } from './cli/earlier-runs.js';
import { changesOf, datasetOf, readModel, type DataInput, type ModelInput } from './cli/inputs.js';
import { check } from './compiler/compile.js';
import type { Diagnosis } from './diagnostics/index.js';
import { requireNew } from './exchange/index.js';
import {
  predict,
  sample,
  type RunResult,
  type SampleInput,
  type SessionInput,
} from './sampling.js';
import { newSeed } from './seed.js';

export interface CompareInput
  extends
    ModelInput,
    DataInput,
    Omit<SampleInput, 'lock' | 'acceptPlan' | 'directory' | 'onProgress' | 'signal'> {
  /** New rows to judge by; the rows fitted to where there are none. */
  readonly test?: DataInput['data'] | undefined;
  /** A new directory, of which each variant's run is a part; by default `<model>.compare`. */
  readonly directory?: string | undefined;
}

/** A model with one choice of priors: as it is written, or with some swapped. */
export interface Variant {
  readonly name: string;
  readonly priors: readonly string[];
  readonly directory: string;
}

/** A variant fitted to the data. */
export interface FittedVariant extends Variant {
  readonly diagnosis: Diagnosis;
  /** Of all chains together. */
  readonly seconds: number;
  readonly scores: readonly VariantScore[];
}

/** How a variant predicts one target, in the units of the data. */
export interface VariantScore {
  readonly target: string;
  readonly rows: number;
  /** Sum over rows of the log predictive density. */
  readonly lpd: number;
  readonly rmse?: number;
  readonly accuracy?: number;
}

export interface Comparison {
  readonly model: string;
  readonly seed: string;
  readonly directory: string;
  /** Whether the scores are of new rows. */
  readonly isTested: boolean;
  /** Fewer than asked for where the comparison was interrupted. */
  readonly variants: readonly FittedVariant[];
  readonly interrupted: boolean;
}

/** Fits one variant; a face may show progress meanwhile. */
export type VariantRunner = (
  variant: Variant,
  fit: (session: SessionInput) => Promise<RunResult>,
) => Promise<RunResult>;

/**
 * Fits a model as it is written, and once for each entry of `priors` with that swapped (several at once
 * with `;` between them), all with one seed. Nothing is sampled where one of them is wrong.
 */
export async function compare(
  input: CompareInput,
  run: VariantRunner = (_, fit) => fit({}),
): Promise<Comparison> {
  const source = readModel(input.model);
  const dataset = await datasetOf(input.data);
  const test = input.test === undefined ? undefined : await datasetOf(input.test);
  const directory = input.directory ?? freeName(source.name, '.compare');
  requireNew(directory);
  const all = variantsOf(input.priors ?? [], directory);
  const swapped = all.flatMap(({ priors }) => priors);
  for (const warning of namedRuns(source, swapped, input.runs ?? []).warnings) {
    input.onWarning?.(warning);
  }
  const runsOf = ({ priors }: Variant) => namedRuns(source, priors, input.runs ?? []).named;
  const wrong = all.flatMap((variant): readonly Diagnostic[] => {
    const own = { ...input, priors: variant.priors, runs: runsOf(variant) };
    const { diagnostics } = check(source, dataset, changesOf(source, own));
    return diagnostics.filter(({ severity }) => severity === 'error');
  });
  if (wrong.length > 0) throw new DiagnosticError(wrong);
  const seed = input.seed ?? newSeed();
  const variants: FittedVariant[] = [];
  for (const variant of all) {
    const settings = { ...input, model: source, data: dataset, seed };
    const result = await run(variant, (session) =>
      sample({
        ...{ ...settings, runs: runsOf(variant), priors: variant.priors },
        ...{ directory: variant.directory, ...session },
      }),
    );
    if (result.summary === undefined) break;
    const { run: finished, diagnosis } = result.summary;
    const scores = await scoresOf(variant.directory, test ?? dataset);
    const { warmup, sampling } = finished.seconds;
    variants.push({ ...variant, diagnosis, seconds: warmup + sampling, scores });
  }
  const interrupted = variants.length < all.length;
  return {
    model: source.name,
    seed,
    directory,
    isTested: test !== undefined,
    variants,
    interrupted,
  };
}

function variantsOf(priors: readonly string[], directory: string): Variant[] {
  const swapped = priors.map((text, i) => ({
    name: `prior ${String(i + 1)}`,
    priors: text.split(';').map((one) => one.trim()),
    directory: join(directory, `prior-${String(i + 1)}`),
  }));
  const asWritten = { name: 'as written', priors: [], directory: join(directory, 'as-written') };
  return [asWritten, ...swapped];
}

async function scoresOf(directory: string, data: DataInput['data']): Promise<VariantScore[]> {
  const { targets } = await predict(directory, { data });
  return targets.flatMap((target): VariantScore[] => {
    const { name, rows } = target;
    if (target.scores === undefined) return [];
    const { meanLpd, ...other } = target.scores;
    return [{ target: name, rows, lpd: meanLpd * rows, ...other }];
  });
}
