import {
  add,
  broadcast,
  concat,
  constant,
  constantValues,
  div,
  log,
  logSumExp,
  maximum,
  mul,
  reshape,
  sameShape,
  scalarValue,
  slice,
  sub,
  sum,
  type Node,
  type Shape,
} from '../../expression/index.js';
import type { RandomStream } from '../../base/random/stream.js';
import { declare } from '../declare.js';
import type { Distribution, Parameter, Parameterisation } from '../distribution.js';
import { logComplementOf, logOf } from '../log-of.js';
import { isDiscrete, isSupportWithin, REAL, type Support } from '../support.js';
import { Components, type Combined, type Component } from './component.js';

/** Two components may share their weight by one chance, that of the first. */
export type Weighting = 'chance' | 'vector';

/**
 * One of several distributions, which one not known: the density is the weighted sum of theirs, worked
 * out by log-sum-exp, so that no indicator is sampled. Weights count relative to their sum.
 */
export function mixtureOf(components: readonly Component[], weighting: Weighting): Combined {
  const parts = new Components(components);
  const weights = weightParameter(weighting, components.length);
  const { distributions } = parts;
  const { event } = distributions[0]!;
  const platesOf = (x: Node) => x.shape.slice(0, x.shape.length - event.length);
  const average = (values: readonly Node[], p: Record<string, Node>) =>
    weightedSum(values, sharesOf(p['weights']!, weighting, components.length));
  const every = <K extends 'mean' | 'logCdf' | 'logSurvival' | 'probabilities'>(part: K) =>
    distributions.every((distribution) => distribution[part]);
  const pooled = (part: 'logCdf' | 'logSurvival') => (x: Node, p: Readonly<Record<string, Node>>) =>
    pool(
      distributions.map((distribution, i) => distribution[part]!(x, parts.byName(p)[i]!)),
      logWeightsOf(p['weights']!, weighting, components.length),
      x.shape,
    );
  const declared = declare({
    name: `mixture(${distributions.map(({ name }) => name).join(', ')})`,
    doc: 'One of several distributions.',
    source: '',
    closed: true,
    event,
    parameters: { weights, ...parts.specifications() },
    support: (p) =>
      common(distributions.map((distribution, i) => distribution.support(parts.byName(p)[i]!))),
    logDensity: (x, p, kept) =>
      pool(
        distributions.map((distribution, i) =>
          distribution.logDensity(x, parts.byName(p)[i]!, kept),
        ),
        logWeightsOf(p['weights']!, weighting, components.length),
        platesOf(x),
      ),
    ...(every('logCdf') && { logCdf: pooled('logCdf'), logSurvival: pooled('logSurvival') }),
    ...(every('probabilities') && {
      probabilities: (p: Record<string, Node>) =>
        weightedChances(
          distributions.map((distribution, i) => distribution.probabilities!(parts.byName(p)[i]!)),
          sharesOf(p['weights']!, weighting, components.length),
        ),
    }),
    ...(every('mean') &&
      event.length === 0 && {
        mean: (p: Record<string, Node>) =>
          average(
            distributions.map((distribution, i) => distribution.mean!(parts.byName(p)[i]!)),
            p,
          ),
      }),
  });
  return combined(declared, parts, weighting);
}

function weightParameter(weighting: Weighting, count: number): Parameter {
  return weighting === 'chance'
    ? { name: 'weights', support: 'unit', axes: [], doc: 'chance of the first component' }
    : {
        name: 'weights',
        support: 'positive',
        axes: [`${String(count)} weights`],
        doc: 'weight of each component',
      };
}

function combined(declared: Distribution, parts: Components, weighting: Weighting): Combined {
  const write = ([weights, ...rest]: readonly string[]) =>
    `mixture(${[weights, ...parts.calls(rest)].join(', ')})`;
  const parameterisation: Parameterisation = {
    parameters: [declared.parameters[0]!, ...parts.given()],
    positional: 0,
    toCanonical: ([weights, ...rest]) => [weights!, ...parts.toCanonical(rest)],
    write,
  };
  const distribution: Distribution = {
    ...declared,
    parameterisations: [parameterisation],
    problemOf([weights, ...rest]) {
      const length = weighting === 'vector' ? weights!.shape.at(-1)! : parts.list.length;
      if (length !== parts.list.length) {
        return `there are ${String(length)} weights for ${String(parts.list.length)} components`;
      }
      const own = parts.inOrder(rest);
      return parts.distributions
        .map((distribution, i) => distribution.problemOf?.(own[i]!))
        .find((problem) => problem !== undefined);
    },
    ...(declared.event.length === 0
      ? {
          sample(stream, [weights, ...rest]) {
            const chosen = choose(stream, weights!, weighting);
            return parts.distributions[chosen]!.sample!(stream, parts.inOrder(rest)[chosen]!);
          },
        }
      : {
          sampleEvent(stream, [weights, ...rest], out) {
            const chosen = choose(stream, weights!, weighting);
            parts.distributions[chosen]!.sampleEvent!(stream, parts.inOrder(rest)[chosen]!, out);
          },
        }),
  };
  return { distribution, parameterisation };
}

function choose(
  stream: RandomStream,
  weights: number | Float64Array,
  weighting: Weighting,
): number {
  const u = stream.uniform();
  if (typeof weights === 'number' || weighting === 'chance') return u < Number(weights) ? 0 : 1;
  let left = u * weights.reduce((total, weight) => total + weight, 0);
  for (let i = 0; i < weights.length; i++) if ((left -= weights[i]!) < 0) return i;
  return weights.length - 1;
}

/** Entry `i` of the last axis. */
function entry(vector: Node, i: number): Node {
  const axis = vector.shape.length - 1;
  return reshape(slice(vector, axis, i, i + 1), vector.shape.slice(0, -1));
}

function logWeightsOf(weights: Node, weighting: Weighting, count: number): readonly Node[] {
  if (weighting === 'chance') return [logOf(weights), logComplementOf(weights)];
  const total = log(sum(weights, [weights.shape.length - 1]));
  return Array.from({ length: count }, (_, i) => sub(log(entry(weights, i)), total));
}

function sharesOf(weights: Node, weighting: Weighting, count: number): readonly Node[] {
  if (weighting === 'chance') return [weights, sub(constant(1), weights)];
  const total = sum(weights, [weights.shape.length - 1]);
  return Array.from({ length: count }, (_, i) => div(entry(weights, i), total));
}

function weightedSum(values: readonly Node[], shares: readonly Node[]): Node {
  return values.map((value, i) => mul(shares[i]!, value)).reduce(add);
}

/** The same of vectors, of which some may stand for all rows. */
function weightedChances(chances: readonly Node[], shares: readonly Node[]): Node {
  const full = chances.reduce((a, b) => (a.shape.length < b.shape.length ? b : a)).shape;
  const rows = shares.find((share) => share.shape.length > 0)?.shape ?? [];
  const shape = rows.length < full.length ? full : [...rows, ...full];
  const outer = shape.slice(0, -1).map((_, axis) => axis);
  const spread = (vector: Node) =>
    broadcast(
      vector,
      shape,
      vector.shape.map((_, axis) => axis + shape.length - vector.shape.length),
    );
  return weightedSum(
    chances.map(spread),
    shares.map((share) => (share.shape.length === 0 ? share : broadcast(share, shape, outer))),
  );
}

/** Log of the weighted sum of what the components give, in the shape of the value. */
function pool(terms: readonly Node[], logWeights: readonly Node[], shape: Shape): Node {
  const columns = terms.map((term, i) => {
    const weighted = add(term, logWeights[i]!);
    const full = sameShape(weighted.shape, shape) ? weighted : broadcast(weighted, shape, []);
    return reshape(full, [...shape, 1]);
  });
  return logSumExp(concat(columns, shape.length));
}

/** The smallest set of those with a name that holds all supports. */
function common(supports: readonly Support[]): Support {
  const [first] = supports;
  if (supports.every(({ kind }) => kind === first!.kind) && first!.kind !== 'count') {
    if (first!.kind !== 'interval' || supports.every((other) => sameEnds(first!, other))) {
      return first!;
    }
  }
  if (supports.every(({ kind }) => isDiscrete(kind))) return counts(supports);
  const kind = (['unit', 'positive'] as const).find((outer) =>
    supports.every((inner) => isSupportWithin(inner, outer)),
  );
  return kind === undefined ? REAL : { kind };
}

function sameEnds(a: Support, b: Support): boolean {
  if (a.kind !== 'interval' || b.kind !== 'interval') return false;
  const same = (x: Node, y: Node) =>
    scalarValue(x) !== undefined && scalarValue(x) === scalarValue(y);
  return same(a.lower, b.lower) && same(a.upper, b.upper);
}

function counts(supports: readonly Support[]): Support {
  const uppers = supports.map((support) =>
    support.kind === 'count' ? support.upper : constant(1),
  );
  const known = uppers.filter((upper) => upper !== undefined);
  if (known.length < uppers.length) return { kind: 'count' };
  return { kind: 'count', upper: known.reduce(largest) };
}

function largest(a: Node, b: Node): Node {
  const scalars = [a, b].every((node) => scalarValue(node) !== undefined);
  if (!scalars) return maximum(a, b);
  return constant(Math.max(constantValues(a)[0]!, constantValues(b)[0]!));
}
