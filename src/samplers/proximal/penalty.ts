/**
 * A convex function g with a known proximal operator. Parameters are read at each call, so whoever
 * owns their arrays may change them between updates.
 */
export interface Penalty {
  /** g(x); Infinity outside its domain. */
  value(x: Float64Array): number;
  /** The y least in g(y) + sum_i (y_i - x_i)^2 / (2 smoothing_i), into `out`. */
  prox(x: Float64Array, smoothing: Float64Array, out: Float64Array): void;
  /** Coordinates that must have one smoothing in common, for `prox` to have its closed form. */
  readonly groups?: readonly (readonly number[])[];
  /** Whether the domain has an end in a coordinate. */
  hasEnd?(coordinate: number): boolean;
}

/** Moves x towards 0 by `by`, and not past it (the proximal operator of by |x|). */
function softThreshold(x: number, by: number): number {
  if (x > by) return x - by;
  return x < -by ? x + by : 0;
}

/** sum_i rate_i |x_i|: a Laplace prior of scales 1 / rate_i. */
export function laplacePenalty(rates: Float64Array): Penalty {
  return {
    value(x) {
      let sum = 0;
      for (let i = 0; i < x.length; i++) sum += rates[i]! * Math.abs(x[i]!);
      return sum;
    },
    prox(x, smoothing, out) {
      for (let i = 0; i < x.length; i++) out[i] = softThreshold(x[i]!, smoothing[i]! * rates[i]!);
    },
  };
}

/** sum_i rate_i |x_i| + precision_i x_i^2 / 2. */
export function elasticNetPenalty(rates: Float64Array, precisions: Float64Array): Penalty {
  return {
    value: (x) =>
      x.reduce((sum, v, i) => sum + rates[i]! * Math.abs(v) + (precisions[i]! * v * v) / 2, 0),
    prox(x, smoothing, out) {
      for (let i = 0; i < x.length; i++) {
        const t = smoothing[i]!;
        out[i] = softThreshold(x[i]!, t * rates[i]!) / (1 + t * precisions[i]!);
      }
    },
  };
}

/** sum_g rate_g ||x_g|| over disjoint groups of coordinates: the group lasso. */
export function groupPenalty(groups: readonly (readonly number[])[], rates: Float64Array): Penalty {
  return {
    groups,
    value: (x) => groups.reduce((sum, group, g) => sum + rates[g]! * norm(x, group), 0),
    prox(x, smoothing, out) {
      out.set(x);
      groups.forEach((group, g) => {
        const shift = smoothing[group[0]!]! * rates[g]!;
        const length = norm(x, group);
        const factor = length > shift ? 1 - shift / length : 0;
        for (const i of group) out[i] = factor * x[i]!;
      });
    },
  };
}

/** rate_g ||x_g|| over groups of `size` coordinates in a row, one for each rate. */
export function rowPenalty(size: number, rates: Float64Array): Penalty {
  if (size === 1) return laplacePenalty(rates);
  const groups = Array.from(rates, (_, g) => Array.from({ length: size }, (_i, k) => g * size + k));
  return groupPenalty(groups, rates);
}

/** Penalties of separate ranges of coordinates; what lies in none of them has none. */
export function joinedPenalty(
  parts: readonly { readonly start: number; readonly end: number; readonly penalty: Penalty }[],
): Penalty {
  const groups = parts.flatMap(({ start, penalty }) =>
    (penalty.groups ?? []).map((group) => group.map((i) => start + i)),
  );
  return {
    groups,
    value: (x) =>
      parts.reduce(
        (sum, { start, end, penalty }) => sum + penalty.value(x.subarray(start, end)),
        0,
      ),
    prox(x, smoothing, out) {
      out.set(x);
      for (const { start, end, penalty } of parts) {
        const part = (array: Float64Array) => array.subarray(start, end);
        penalty.prox(part(x), part(smoothing), part(out));
      }
    },
  };
}

function norm(x: Float64Array, group: readonly number[]): number {
  let sum = 0;
  for (const i of group) sum += x[i]! * x[i]!;
  return Math.sqrt(sum);
}

/**
 * A penalty where lower_i <= x_i <= upper_i, else Infinity; an infinite bound leaves a half-line. The penalty must
 * treat the bounded coordinates one by one: on a line the least of a convex function in an interval is the
 * projection of the least of all.
 */
export function boxPenalty(lower: Float64Array, upper: Float64Array, inner = NONE): Penalty {
  return {
    ...(inner.groups && { groups: inner.groups }),
    hasEnd: (i) => lower[i]! > -Infinity || upper[i]! < Infinity,
    value: (x) => (x.every((v, i) => v >= lower[i]! && v <= upper[i]!) ? inner.value(x) : Infinity),
    prox(x, smoothing, out) {
      inner.prox(x, smoothing, out);
      for (let i = 0; i < x.length; i++) out[i] = Math.min(Math.max(out[i]!, lower[i]!), upper[i]!);
    },
  };
}

const NONE: Penalty = {
  value: () => 0,
  prox: (x, _smoothing, out) => {
    out.set(x);
  },
};

/** The penalty of x - centre. */
export function centredPenalty(penalty: Penalty, centre: Float64Array): Penalty {
  const offset = new Float64Array(centre.length);
  const away = (x: Float64Array) => {
    for (let i = 0; i < x.length; i++) offset[i] = x[i]! - centre[i]!;
    return offset;
  };
  return {
    ...(penalty.groups && { groups: penalty.groups }),
    value: (x) => penalty.value(away(x)),
    prox(x, smoothing, out) {
      penalty.prox(away(x), smoothing, out);
      for (let i = 0; i < x.length; i++) out[i] = out[i]! + centre[i]!;
    },
  };
}
