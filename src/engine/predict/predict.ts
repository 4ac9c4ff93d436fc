import type { Dataset } from '../../base/dataset.js';
import type { Draws } from '../../base/draws.js';
import type { Predictor } from '../../compiler/6-build/predictor.js';
import { COMPILER } from '../entries.js';
import { loadFactory, type FactoryAddress } from '../model-factory.js';
import type { Run } from '../run.js';
import { Averages } from './averages.js';
import { eachDraw } from './each-draw.js';
import { classPrediction, numericPrediction } from './finished-target.js';
import type { PredictionOptions, PredictionResult, TargetPrediction } from './prediction.js';
import { emptySpread, SpreadOfRows, type Spread } from './spread.js';

/** Predictive draws held at once: 256 MiB. */
const SAMPLES_AT_ONCE = 2 ** 25;

/**
 * The posterior predictive at new rows, over all draws of a run. Where rows times draws are more
 * than may be held at once, the draws are gone through again for the rows that are left; the
 * result is the same.
 */
export async function predict(
  run: Run,
  rows: Dataset,
  options: PredictionOptions,
  factory: FactoryAddress = COMPILER,
): Promise<PredictionResult> {
  const { compilePredictor } = await loadFactory(factory);
  const { source, dataset, manifest } = run;
  const { settings, quantities } = manifest;
  const predictor = compilePredictor(source, dataset, rows, settings, quantities);
  const draws = run.draws();
  const targets = predictTargets(predictor, draws, options);
  return { targets, chains: draws.chains.length, draws: draws.draws };
}

function predictTargets(
  predictor: Predictor,
  draws: Draws,
  { seed, samplesAtOnce = SAMPLES_AT_ONCE }: PredictionOptions,
): TargetPrediction[] {
  const { targets } = predictor;
  const averages = targets.map((target) => new Averages(target));
  const spreads = targets.map((target) => emptySpread(target.classes ? 0 : target.rows));
  const count = draws.chains.length * draws.draws;
  const values = count * targets.filter((target) => target.classes === undefined).length;
  const step = Math.max(1, Math.floor(samplesAtOnce / Math.max(1, values)));
  const most = Math.max(0, ...spreads.map(({ sd }) => sd.length));
  for (let from = 0; from === 0 || from < most; from += step) {
    const gathered = gather(predictor, spreads, { count, from, to: from + step });
    eachDraw(draws, predictor, seed, ({ index, streamOf }) => {
      if (from === 0) for (const average of averages) average.add();
      for (const [target, rows] of gathered) rows.add(index, streamOf(target));
    });
    for (const [target, rows] of gathered) rows.writeTo(spreads[target]!);
  }
  return targets.map((target, t) =>
    target.classes === undefined
      ? numericPrediction(target, averages[t]!, spreads[t]!)
      : classPrediction(target, averages[t]!, target.classes),
  );
}

/** The targets with rows in this pass, by position. */
function gather(
  { targets }: Predictor,
  spreads: readonly Spread[],
  { count, from, to }: { readonly count: number; readonly from: number; readonly to: number },
): ReadonlyMap<number, SpreadOfRows> {
  const gathered = new Map<number, SpreadOfRows>();
  targets.forEach((target, position) => {
    const rows = spreads[position]!.sd.length;
    if (from >= rows) return;
    gathered.set(position, new SpreadOfRows(target, count, from, Math.min(to, rows)));
  });
  return gathered;
}
