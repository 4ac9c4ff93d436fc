import { constant, maximum, minimum, scalarValue, type Node } from '../../expression/index.js';
import { isDiscrete, POSITIVE, REAL, UNIT, type Support } from '../support.js';

/** Ends of what is left of a support. */
export interface Bounds {
  /** Absent where nothing is cut off on that side. */
  readonly lower?: Node;
  readonly upper?: Node;
  readonly support: Support;
}

export function boundsWithin(base: Support, lower?: Node, upper?: Node): Bounds {
  const [least, most] = endsOf(base);
  const from = lower && inner(lower, least, 'lower');
  const to = upper && inner(upper, most, 'upper');
  return {
    ...(from && { lower: from }),
    ...(to && { upper: to }),
    support: isDiscrete(base.kind) ? countsUpTo(to ?? most) : between(from ?? least, to ?? most),
  };
}

type End = Node | undefined;

/** Of a support on the line; undefined where there is none. */
export function endsOf(support: Support): readonly [End, End] {
  switch (support.kind) {
    case 'positive':
      return [constant(0), undefined];
    case 'unit':
    case 'bool':
      return [constant(0), constant(1)];
    case 'interval':
      return [finite(support.lower), finite(support.upper)];
    case 'count':
      return [constant(0), support.upper];
    default:
      return [undefined, undefined];
  }
}

function finite(end: Node): End {
  return Math.abs(scalarValue(end) ?? 0) === Infinity ? undefined : end;
}

/** The bound, as far as it lies inside the support's own end; undefined where it is known not to. */
function inner(bound: Node, end: End, side: 'lower' | 'upper'): End {
  if (end === undefined) return finite(bound);
  const [a, b] = [scalarValue(bound), scalarValue(end)];
  if (a === undefined || b === undefined) {
    return side === 'lower' ? maximum(bound, end) : minimum(bound, end);
  }
  return (side === 'lower' ? a > b : a < b) ? bound : undefined;
}

function between(lower: End, upper: End): Support {
  if (lower === undefined && upper === undefined) return REAL;
  if (lower && scalarValue(lower) === 0) {
    if (upper === undefined) return POSITIVE;
    if (scalarValue(upper) === 1) return UNIT;
  }
  return {
    kind: 'interval',
    lower: lower ?? constant(-Infinity),
    upper: upper ?? constant(Infinity),
  };
}

function countsUpTo(upper: End): Support {
  return upper === undefined ? { kind: 'count' } : { kind: 'count', upper };
}
