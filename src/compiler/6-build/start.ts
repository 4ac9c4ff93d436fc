import type { Backend } from '../../backend/backend.js';
import { DiagnosticError } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import type { RandomStream } from '../../base/random/stream.js';
import { isDiscrete } from '../../library/index.js';
import type { FactorGraph } from '../3-factorize/graph.js';
import type { SamplingPlan } from '../5-assign/plan.js';
import { planMessages } from '../5-assign/messages.js';
import { loader, spread, type Layout } from './state.js';
import { coordinatesOf, unconstrainedName } from './coordinate-maps.js';

const TRIES = 100;

interface Start {
  /** `hasGradient` says whether the values are also a start for the blocks that need a gradient. */
  initialise(stream: RandomStream, hasGradient: () => boolean): void;
  logDensity(): number;
}

/**
 * Draws starts as Stan does, uniform on (-2, 2) in unconstrained space (a layer's weights divided by
 * the root of their fan-in), until every factor and the gradient are finite.
 */
export function createStart(
  graph: FactorGraph,
  plan: SamplingPlan,
  backend: Backend,
  layout: Layout,
  values: Float64Array,
): Start {
  const variables = [...graph.variables.values()];
  const continuous = variables.filter(({ support }) => !isDiscrete(support.kind));
  const discrete = plan.blocks.flatMap(({ conditionals }) =>
    conditionals.flatMap(({ variable, form }) =>
      form.kind === 'discrete' ? [{ variable, form }] : [],
    ),
  );
  const nodes = coordinatesOf(graph, continuous);
  const forward = backend.compile(continuous.map(({ name }) => nodes.get(name)!.value));
  const factors = backend.compile(graph.factors.map((factor) => factor.logDensity));
  const loadFactors = loader(factors, layout, values);
  const loadForward = loader(forward, layout, values);

  function draw(stream: RandomStream): void {
    for (const { variable, form } of discrete) {
      const { offset } = layout.places.get(variable.name)!;
      form.counts.forEach((count, i) => {
        values[offset + i] = form.first + Math.floor(stream.uniform() * count);
      });
    }
    loadForward();
    for (const { name, fanIn } of continuous) {
      const view = forward.inputs.get(unconstrainedName(name));
      const radius = 2 / Math.sqrt(fanIn ?? 1);
      for (let i = 0; view !== undefined && i < view.length; i++) {
        view[i] = radius * (2 * stream.uniform() - 1);
      }
    }
    forward.run();
    continuous.forEach(({ name }, i) => {
      const { offset, size } = layout.places.get(name)!;
      const from = forward.outputs[i]!;
      spread(from, values.subarray(offset, offset + size));
    });
  }

  function evaluateFactors(): number {
    loadFactors();
    factors.run();
    return factors.outputs.reduce((total, output) => total + output[0]!, 0);
  }

  function initialise(stream: RandomStream, hasGradient: () => boolean): void {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      draw(stream);
      if (Number.isFinite(evaluateFactors()) && hasGradient()) return;
    }
    throw noStart(graph, factors.outputs, layout, values);
  }

  return { initialise, logDensity: evaluateFactors };
}

function noStart(
  graph: FactorGraph,
  outputs: readonly Float64Array[],
  layout: Layout,
  values: Float64Array,
): DiagnosticError {
  const wrong = graph.factors.findIndex((_, i) => !Number.isFinite(outputs[i]![0]!));
  const factor = graph.factors[wrong];
  const shown = [...(factor?.scope ?? [])].slice(0, 5).map((name) => {
    const { offset, size } = layout.places.get(name)!;
    const first = [...values.subarray(offset, offset + Math.min(size, 3))];
    const list = first.map((value) => value.toPrecision(4)).join(', ');
    return `${name} = ${list}${size > 3 ? ', ...' : ''}`;
  });
  const value = wrong < 0 ? 'finite, but its gradient is not' : describe(outputs[wrong]![0]!);
  const remedy =
    factor?.kind === 'likelihood'
      ? `check that ${factor.target} lies in the support of ${factor.distribution.name}, and the scale of the data`
      : 'check the scale of the priors and of the data';
  const filled = {
    factor: factor?.name ?? 'the joint density',
    value,
    tries: TRIES,
    values: shown.join('; ') || 'no unknown takes part',
    remedy,
  };
  const place = factor ? { source: graph.source, span: factor.span } : {};
  return new DiagnosticError([diagnostic(planMessages.noStart, filled, place)]);
}

function describe(value: number): string {
  return Number.isNaN(value) ? 'not a number' : value < 0 ? 'minus infinity' : 'infinite';
}
