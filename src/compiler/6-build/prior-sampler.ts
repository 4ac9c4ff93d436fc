import type { Backend } from '../../backend/backend.js';
import { DiagnosticError, type Diagnostic } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import type { Quantity } from '../../base/draws.js';
import type { RandomStream } from '../../base/random/stream.js';
import { inputsOf } from '../../expression/index.js';
import type { Factor, FactorGraph } from '../3-factorize/graph.js';
import { planMessages } from '../5-assign/messages.js';
import { buildPredictor } from './build-predictor.js';
import { elementDraws } from './element-draws.js';
import type { Predictor } from './predictor.js';
import { quantitiesOf, recorder, widthOf } from './recorder.js';
import { layoutOf, loader, type Layout } from './state.js';

/** Exact draws of all unknowns from their priors, in the layout of a run of the same model. */
export interface PriorSampler {
  readonly quantities: readonly Quantity[];
  readonly width: number;
  /** Writes one draw of `width` values, independent of any before it. */
  draw(stream: RandomStream, draw: Float64Array): void;
  /** Data sets given a draw, at the rows that the model was bound to. */
  readonly predictor: Predictor;
}

/** Ancestral sampling: each unknown given those that its prior reads. Throws where a prior is improper. */
export function buildPriorSampler(graph: FactorGraph, backend: Backend): PriorSampler {
  const priors = graph.factors.filter(({ kind }) => kind === 'prior');
  requireProper(graph, priors);
  const layout = layoutOf(graph);
  const values = new Float64Array(layout.size);
  const steps = ancestral(priors).map((factor) => step(factor, backend, layout, values));
  const quantities = quantitiesOf(graph);
  const record = recorder(graph, backend, layout, values);
  return {
    quantities,
    width: widthOf(quantities),
    predictor: buildPredictor(graph, quantities, backend),
    draw(stream, draw) {
      for (const next of steps) next(stream);
      record(draw, stream);
    },
  };
}

function requireProper(graph: FactorGraph, priors: readonly Factor[]): void {
  const wrong = priors.flatMap(({ target, distribution, span }): Diagnostic[] => {
    if ((distribution.sample ?? distribution.sampleEvent) !== undefined) return [];
    const values = { name: target, prior: distribution.name };
    return [diagnostic(planMessages.improperPrior, values, { source: graph.source, span })];
  });
  if (wrong.length > 0) throw new DiagnosticError(wrong);
}

/** Each prior after those of the unknowns that its parameters read. */
function ancestral(priors: readonly Factor[]): Factor[] {
  const byTarget = new Map(priors.map((factor) => [factor.target, factor]));
  const ordered = new Set<Factor>();
  const visit = (factor: Factor): void => {
    if (ordered.has(factor)) return;
    for (const name of factor.parameters.flatMap((node) => [...inputsOf(node)])) {
      const parent = byTarget.get(name);
      if (parent !== undefined) visit(parent);
    }
    ordered.add(factor);
  };
  priors.forEach(visit);
  return [...ordered];
}

function step(
  factor: Factor,
  backend: Backend,
  layout: Layout,
  values: Float64Array,
): (stream: RandomStream) => void {
  const { distribution, parameters, value } = factor;
  const executable = backend.compile(parameters);
  const load = loader(executable, layout, values);
  const { offset, size } = layout.places.get(factor.target)!;
  const own = values.subarray(offset, offset + size);
  const law = { distribution, parameters, shape: value.shape };
  const draw = elementDraws(law, executable.outputs);
  return (stream) => {
    load();
    executable.run();
    draw(stream, own);
  };
}
