/** Nodes and weights on [-1, 1] by Newton's method on the Legendre polynomial; Press et al. (2007), 4.6.1. */
function rule(size: number): { readonly nodes: Float64Array; readonly weights: Float64Array } {
  const nodes = new Float64Array(size);
  const weights = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (size + 0.5));
    let slope = 1;
    for (let step = 0; step < 8; step++) {
      let [value, before] = [1, 0];
      for (let k = 1; k <= size; k++) {
        [value, before] = [((2 * k - 1) * x * value - (k - 1) * before) / k, value];
      }
      slope = (size * (x * value - before)) / (x * x - 1);
      x -= value / slope;
    }
    nodes[i] = x;
    weights[i] = 2 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}

const { nodes, weights } = rule(24);

/** The integral from `lower` to `upper` on `panels` equal parts, each by a rule of 24 points. */
export function integrate(
  f: (x: number) => number,
  lower: number,
  upper: number,
  panels: number,
): number {
  const half = (upper - lower) / (2 * panels);
  let sum = 0;
  for (let panel = 0; panel < panels; panel++) {
    const centre = lower + (2 * panel + 1) * half;
    for (let i = 0; i < nodes.length; i++) sum += weights[i]! * f(centre + half * nodes[i]!);
  }
  return sum * half;
}
