import { div, evaluate, gradient, inputsOf, mul, sizeOf } from '../../expression/index.js';
import type { FactorGraph, Variable } from '../3-factorize/graph.js';
import type { Conditional } from '../4-condition/conditional.js';
import { isComposed, priorScale, scales } from '../4-condition/plates.js';

/** Two scales, one raised while the other is lowered, and how fast their logarithms go. */
export interface OpposedScales {
  readonly raised: Conditional;
  readonly lowered: Conditional;
  readonly rates: readonly [number, number];
}

/**
 * A scale of what goes into a nonlinear function and one of what takes its results on: as far as the function is
 * straight, data hardly tell a larger one of the former from a larger one of the latter, so that along the one or the
 * other alone both creep.
 */
export function opposedScales(
  graph: FactorGraph,
  all: readonly Conditional[],
  scaling: readonly Conditional[],
): OpposedScales[] {
  const own = scaling.filter(
    ({ variable }) => variable.support.kind === 'positive' && sizeOf(variable.shape) === 1,
  );
  const scaledBy = ({ variable }: Conditional) =>
    all.filter((other) => scales(graph, variable, other.variable));
  const bent = (plate: Conditional) => isComposed(plate.factors, plate.variable);
  const inner = own.filter((scale) => scaledBy(scale).some(bent));
  const outer = own.filter((scale) => scaledBy(scale).some((plate) => !bent(plate)));
  const rate = (scale: Conditional) => 1 / degreeIn(graph, scale.variable, scaledBy(scale));
  return inner
    .filter((scale) => !outer.includes(scale))
    .flatMap((raised) =>
      outer
        .filter((scale) => !inner.includes(scale))
        .map((lowered) => ({ raised, lowered, rates: [rate(raised), -rate(lowered)] as const })),
    );
}

/** The power of a scale in the standard deviation of what it scales: 1/2 for a variance. 1 where it is no power. */
function degreeIn(
  graph: FactorGraph,
  { name, input }: Variable,
  [plate]: readonly Conditional[],
): number {
  const scale = priorScale(graph, plate!.variable).scale;
  const others = inputsOf(scale).size > 1;
  if (others || scale.shape.length > 0 || input.shape.length > 0) return 1;
  const logSlope = div(mul(input, gradient(scale, [input])[0]!), scale);
  const at = (value: number) =>
    evaluate([logSlope], new Map([[name, Float64Array.of(value)]]))[0]![0]!;
  const [here, there] = [at(1), at(3)];
  return Math.abs(here - there) < 1e-9 && here > 0 ? here : 1;
}
