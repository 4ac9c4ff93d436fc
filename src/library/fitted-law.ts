import type { FittedQuantity, FittedSupport } from '../base/fitted-quantity.js';
import { cholesky, inverse } from '../base/numeric/cholesky.js';
import type { RandomStream } from '../base/random/stream.js';
import {
  constant,
  evaluate,
  input,
  inverseSpd,
  reshape,
  sizeOf,
  sub,
  sum,
  type Node,
  type Shape,
} from '../expression/index.js';
import { bijectorOf } from './bijectors/index.js';
import type { Component } from './combinators/index.js';
import { declare } from './declare.js';
import type { Distribution } from './distribution.js';
import { distributions } from './distributions/index.js';
import type { ElementSupport, Support } from './support.js';

/** A distribution with the values of its parameters. */
export interface FittedLaw extends Component {
  readonly arguments: readonly Node[];
}

/** Names of the coordinates' axis: no name of the language has a space. */
const COORDINATES = 'fitted coordinates';

/**
 * The law of x where its unconstrained coordinates are normal as fitted. Where the library has that law it is the
 * library's own, so that all that is known of it holds.
 */
export function fittedLaw(fit: FittedQuantity): FittedLaw {
  const { shape, support, mean, sd, precision } = fit;
  const own = (name: string, form: number, values: readonly (readonly number[])[]): FittedLaw => {
    const distribution = distributions.get(name)!;
    const shapes = [shape, precision ? [...shape, ...shape] : shape];
    const nodes = values.map((list, i) => constant(Float64Array.from(list), shapes[i]!));
    return named(fit, distribution, form, nodes);
  };
  if (sd !== undefined && support.kind === 'real') return own('normal', 0, [mean, sd]);
  if (sd !== undefined && support.kind === 'positive') return own('lognormal', 0, [mean, sd]);
  if (precision !== undefined && support.kind === 'real' && shape.length === 1) {
    return own('multi_normal', 1, [mean, precision]);
  }
  const size = mean.length;
  const spread = sd === undefined ? [size, size] : [size];
  return named(fit, carried(shape, supportOfFit(support), sd === undefined), 0, [
    constant(Float64Array.from(mean), [size]),
    constant(Float64Array.from(sd ?? precision!), spread),
  ]);
}

function named(
  { run, quantity }: FittedQuantity,
  distribution: Distribution,
  form: number,
  nodes: readonly Node[],
): FittedLaw {
  const parameterisation = {
    ...distribution.parameterisations[form]!,
    write: () => `from_run(${/^\w+$/.test(run) ? run : `"${run}"`}, ${quantity})`,
  };
  return { distribution, parameterisation, arguments: nodes };
}

/** A whole array whose coordinates are normal, carried over to its support by the change of variables. */
function carried(shape: Shape, support: Support, joint: boolean): Distribution {
  const bijector = bijectorOf(support);
  const coordinates = bijector.coordinates(shape);
  const size = sizeOf(coordinates);
  const value = bijector.forward(input('u', coordinates));
  const axes = joint ? [COORDINATES, COORDINATES] : [COORDINATES];
  return declare({
    name: 'from_run',
    doc: 'Normal on the unconstrained scale, as fitted to the draws of an earlier run.',
    source: 'Stan Reference Manual, "Constraint transforms"',
    event: shape.map((_, axis) => `axis ${String(axis + 1)}`),
    parameters: {
      mean: { support: 'real', axes: [COORDINATES], doc: 'means of the coordinates' },
      spread: { support: 'real', axes, doc: 'their precision matrix, or their sds' },
    },
    support: () => support,
    logDensity(x, { mean, spread }) {
      const u = bijector.inverseNode(x);
      const flat = reshape(u, [size]);
      const { distribution, given } = joint
        ? { distribution: distributions.get('multi_normal')!, given: [mean, inverseSpd(spread)] }
        : { distribution: distributions.get('normal')!, given: [mean, spread] };
      const density = sum(distribution.logDensity(flat, given));
      return support.kind === 'real' ? density : sub(density, sum(bijector.logDetJacobian(u)));
    },
    sampleEvent(stream, { mean, spread }, out) {
      const u = joint
        ? jointDraw(stream, mean, spread)
        : mean.map((m, k) => m + spread[k]! * stream.normal());
      out.set(evaluate([value], new Map([['u', u]]))[0]!);
    },
  });
}

function jointDraw(
  stream: RandomStream,
  mean: Float64Array,
  precision: Float64Array,
): Float64Array {
  const size = mean.length;
  const covariance = new Float64Array(precision.length);
  const factor = new Float64Array(precision.length);
  cholesky(precision, size, factor);
  inverse(factor, size, covariance);
  const out = new Float64Array(size);
  distributions.get('multi_normal')!.sampleEvent!(stream, [mean, covariance], out);
  return out;
}

/** A support with its ends as expressions. */
export function supportOfFit(fit: FittedSupport): Support {
  switch (fit.kind) {
    case 'interval': {
      const { lower = -Infinity, upper = Infinity } = fit;
      return { kind: 'interval', lower: constant(lower), upper: constant(upper) };
    }
    case 'ordered':
      return { kind: 'ordered', of: supportOfFit(fit.of) as ElementSupport };
    default:
      return { kind: fit.kind };
  }
}
