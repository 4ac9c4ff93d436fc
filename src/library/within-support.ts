import {
  broadcast,
  constant,
  constantValues,
  equal,
  floor,
  lessEqual,
  lessThan,
  mul,
  scalarValue,
  select,
  underScalarBroadcast,
  type Node,
} from '../expression/index.js';
import {
  contains,
  isOfEvents,
  isSupportWithin,
  type ElementSupport,
  type Support,
} from './support.js';
import { withinEvents } from './within-events.js';

interface Bounds<S extends Support = Support> {
  readonly support: S;
  /** The ends belong to it. */
  readonly closed: boolean;
  /** Where an unknown is kept, if not in `support`. */
  readonly kept: Support | undefined;
}

/**
 * The density, with -Infinity outside the support. No test is built where none can fail: data whose
 * values all lie inside, and an unknown, which its bijector or its sampler keeps inside. A likelihood
 * of ordinary data so stays the bare sum that the analysis of sufficient statistics reads.
 */
export function withinSupport(x: Node, bounds: Bounds, density: Node): Node {
  const { support, closed, kept } = bounds;
  if (isOfEvents(support)) return withinEvents(x, support, closed, density);
  const conditions = conditionsOf(x, support, closed);
  if (conditions.length === 0 || isKnownInside(x, { support, closed, kept })) return density;
  const inside = conditions.reduce((a, b) => mul(a, b));
  return select(inside, density, constant(-Infinity));
}

/** A density whose x is kept inside by other means. */
export function withoutTest(density: Node): Node {
  const [, inside, outside] = density.inputs;
  if (density.op !== 'select' || scalarValue(underScalarBroadcast(outside!)) !== -Infinity)
    return density;
  return inside!.shape.length === density.shape.length
    ? inside!
    : broadcast(inside!, density.shape, []);
}

/** Each 0 or 1; all must be 1. */
function conditionsOf(x: Node, support: ElementSupport, closed: boolean): Node[] {
  const below = closed ? lessEqual : lessThan;
  const zero = constant(0);
  switch (support.kind) {
    // Classes are tested where their number is known, in the density itself.
    case 'real':
    case 'class':
      return [];
    case 'positive':
      return [below(zero, x)];
    case 'unit':
      return [below(zero, x), below(x, constant(1))];
    case 'interval':
      return [below(support.lower, x), below(x, support.upper)];
    case 'bool':
      return [equal(mul(x, x), x)];
    case 'count': {
      const whole = [lessEqual(zero, x), equal(floor(x), x)];
      return support.upper ? [...whole, lessEqual(x, support.upper)] : whole;
    }
  }
}

function isKnownInside(
  x: Node,
  { support, closed, kept = support }: Bounds<ElementSupport>,
): boolean {
  if (x.op === 'input') {
    return isKeptInside(support) && (kept === support || isSupportWithin(kept, support.kind));
  }
  if (x.op !== 'constant') return false;
  const lower = support.kind === 'interval' ? support.lower : undefined;
  const upper = support.kind === 'interval' || support.kind === 'count' ? support.upper : undefined;
  if ([lower, upper].some((bound) => bound !== undefined && bound.op !== 'constant')) return false;
  const at = (bound: Node | undefined) => {
    const values = bound && constantValues(bound);
    return (i: number) => (values?.length === 1 ? values[0]! : (values?.[i] ?? NaN));
  };
  const [from, to] = [at(lower), at(upper)];
  return constantValues(x).every((value, i) => contains(support, value, closed, from(i), to(i)));
}

/** A moving end or an upper count can pass an unknown that stands still. */
function isKeptInside(support: ElementSupport): boolean {
  if (support.kind === 'count') return false;
  if (support.kind !== 'interval') return true;
  return scalarValue(support.lower) !== undefined && scalarValue(support.upper) !== undefined;
}
