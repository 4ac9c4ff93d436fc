import { add, matmul, slice, solveSpd, sub, transpose, type Node } from '../../expression/index.js';
import type { Binding, BoundField } from './binding.js';

/** The new rows after those fitted to; a field that only the latter have is left out. Undefined where rows are no first axis. */
export function stacked(fitted: Binding, rows: Binding, axis: string): Binding | undefined {
  const fields = new Map<string, BoundField>();
  for (const [name, before] of fitted.fields) {
    const places = before.field.dimensions.map((one) => one.kind === 'named' && one.name === axis);
    const after = rows.fields.get(name);
    if (!places.includes(true)) fields.set(name, before);
    else if (places.lastIndexOf(true) > 0) return undefined;
    else if (after !== undefined && before.missing === undefined) {
      const [first, ...rest] = before.shape;
      const values = new Float64Array(before.values.length + after.values.length);
      values.set(before.values);
      values.set(after.values, before.values.length);
      fields.set(name, { ...before, values, shape: [first! + after.shape[0]!, ...rest] });
    }
  }
  const size = fitted.sizes.get(axis)! + rows.sizes.get(axis)!;
  const sizes = new Map([...fitted.sizes, [axis, size] as const]);
  return { ...fitted, fields, sizes };
}

/** Mean and covariance of the last elements of a normal vector, from those of all, given the first ones. */
export function normalGiven(parameters: readonly Node[], known: Node): readonly [Node, Node] {
  const [mean, cov] = parameters as [Node, Node];
  const [count, all] = [known.shape[0]!, mean.shape[0]!];
  const part = (index: 0 | 1): [number, number] => (index === 0 ? [0, count] : [count, all]);
  const block = (row: 0 | 1, column: 0 | 1) =>
    slice(slice(cov, 0, ...part(row)), 1, ...part(column));
  const gain = transpose(solveSpd(block(0, 0), block(0, 1)));
  const off = sub(known, slice(mean, 0, 0, count));
  return [
    add(slice(mean, 0, count, all), matmul(gain, off)),
    sub(block(1, 1), matmul(gain, block(0, 1))),
  ];
}
