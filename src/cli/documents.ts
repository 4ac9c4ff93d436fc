import type {
  GraphResult,
  PlanResult,
  PredictionResult,
  PriorSummary,
  Summary,
  TargetPrediction,
} from '../index.js';
import { diagnosticDocument } from './failure.js';
import type { CheckResult } from '../index.js';

/** The JSON documents that `--json` prints. A number that is not finite is null. */
export type Document = Readonly<Record<string, unknown>>;

export function checkDocument(model: string, { ok, diagnostics }: CheckResult): Document {
  return { model, ok, diagnostics: diagnostics.map(diagnosticDocument) };
}

export function graphDocument({ source, graph, warnings }: GraphResult): Document {
  const plates = [...graph.plates].map(([name, size]) => ({ name, size: size ?? null }));
  return {
    ...{ model: source.name, nodes: graph.nodes, edges: graph.edges, plates },
    warnings: warnings.map(diagnosticDocument),
  };
}

export function planDocument(result: PlanResult): Document {
  const { source, plan, bindings, sizes, warnings, change } = result;
  const blocks = plan.blocks.map((block) => ({
    name: block.name,
    quantities: block.conditionals.map(({ variable }) => variable.name),
    sampler: block.sampler,
    ...(block.steps !== undefined && { steps: block.steps }),
    ...(block.metric !== undefined && { metric: block.metric }),
    conditional: block.conditional,
    because: block.because,
    refusals: block.refusals,
  }));
  return {
    ...{ model: source.name, bindings, sizes: Object.fromEntries(sizes), blocks },
    warnings: warnings.map(diagnosticDocument),
    ...(change && { change: diagnosticDocument(change) }),
  };
}

export function priorDocument(data: string, summary: PriorSummary): Document {
  const { source, seed, draws, quantities, targets, warnings } = summary;
  return {
    ...{ model: source.name, data, seed, draws: draws.draws, quantities, targets },
    warnings: warnings.map(diagnosticDocument),
  };
}

export function summaryDocument({ run, diagnosis }: Summary): Document {
  const { manifest } = run;
  const quantities = diagnosis.quantities.map((q) => ({
    ...{ name: q.name, mean: q.mean, sd: q.sd, mcse_mean: q.mcse_mean },
    ...{ q5: q.q5, q50: q.q50, q95: q.q95 },
    ...{ rhat: q.rhat, ess_bulk: q.ess_bulk, ess_tail: q.ess_tail, kind: q.kind },
  }));
  return {
    directory: run.directory,
    model: manifest.model,
    data: manifest.data.name,
    seed: manifest.settings.seed,
    chains: diagnosis.chains,
    warmup: manifest.settings.warmup,
    draws: diagnosis.draws,
    finished: run.finished,
    ok: diagnosis.ok,
    findings: diagnosis.findings,
    quantities,
    sampler: {
      ...diagnosis.sampler,
      // Summed over chains, which is what a chain's worth of work costs; `longest` is what was waited for.
      seconds: { ...run.seconds, longest: run.longest },
    },
  };
}

/** Rows and scores; those of a second `observe` and so on under `others`. */
export function predictionDocument(
  directory: string,
  data: string,
  result: PredictionResult,
): Document {
  const [first, ...others] = result.targets.map(targetDocument);
  const more = others.length === 0 ? {} : { others };
  return { directory, data, chains: result.chains, draws: result.draws, ...first, ...more };
}

function targetDocument(target: TargetPrediction): Document {
  const rows = Array.from({ length: target.rows }, (_, row) => ({
    row: row + 1,
    ...rowDocument(target, row),
  }));
  return { target: target.name, ...scoresOf(target), rows };
}

function rowDocument(target: TargetPrediction, row: number): Document {
  const observed = target.observed === undefined ? {} : { observed: target.observed[row] };
  if (target.kind === 'numeric') {
    const { mean, sd, q5, q50, q95 } = target;
    const values = { mean: mean[row], sd: sd[row], q5: q5[row], q50: q50[row], q95: q95[row] };
    return { ...values, ...observed };
  }
  const { classes, probabilities, predicted } = target;
  const entries = classes.map(
    (name, k) => [name, probabilities[row * classes.length + k]] as const,
  );
  return { class: predicted[row], probabilities: Object.fromEntries(entries), ...observed };
}

function scoresOf(target: TargetPrediction): Document {
  if (target.scores === undefined) return {};
  return target.kind === 'numeric'
    ? { rmse: target.scores.rmse, mean_lpd: target.scores.meanLpd }
    : { accuracy: target.scores.accuracy, mean_lpd: target.scores.meanLpd };
}
