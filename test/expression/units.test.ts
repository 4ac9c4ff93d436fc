import { describe, expect, it } from 'vitest';
import {
  add,
  broadcast,
  constant,
  evaluate,
  exp,
  input,
  inputsOf,
  logSumExp,
  matmul,
  mul,
  reshape,
  square,
  sum,
  tanh,
  topological,
  transpose,
  unitDependence,
  unitView,
  type Node,
} from '../../src/expression/index.js';

const [ROWS, INPUTS, UNITS] = [3, 2, 4];
const data = constant(
  Float64Array.from({ length: ROWS * INPUTS }, (_, i) => Math.sin(i + 1)),
  [ROWS, INPUTS],
);
const w = input('w', [INPUTS, UNITS]);
const b = input('b', [UNITS]);
const c = input('c', [UNITS, 1]);
const s = input('s', [UNITS]);

const hidden = tanh(add(matmul(data, w), broadcast(b, [ROWS, UNITS], [1])));
const values = new Map(
  [w, b, c, s].map((node, k) => [
    node.attributes.name as string,
    Float64Array.from({ length: sizeOf(node) }, (_, i) => Math.cos(3 * i + k)),
  ]),
);

function sizeOf({ shape }: Node): number {
  return shape.reduce((product, size) => product * size, 1);
}

const dependenceOf = (outputs: readonly Node[], axes: readonly (readonly [Node, number])[]) =>
  unitDependence(topological(outputs), new Map(axes));

/** The values at one place of an axis. */
function sliceOf(from: Float64Array, shape: readonly number[], axis: number, at: number) {
  const inner = shape.slice(axis + 1).reduce((a, x) => a * x, 1);
  return from.filter((_, i) => Math.floor(i / inner) % shape[axis]! === at);
}

describe('units in an expression', () => {
  const axes = [
    [w, 1],
    [b, 0],
  ] as const;

  it.each<[string, Node, number]>([
    ['a product over them', sum(square(matmul(hidden, c))), 1],
    ['the same, transposed', sum(exp(matmul(c, transpose(hidden), { transposeA: true }))), 1],
    [
      'a sum with a value for each',
      sum(exp(sum(mul(hidden, broadcast(s, [ROWS, UNITS], [1])), [1]))),
      1,
    ],
    ['reshaped', sum(square(sum(reshape(hidden, [ROWS, UNITS, 1]), [1]))), 0],
    ['two sums', add(square(sum(square(w))), sum(matmul(hidden, c))), 1],
  ])('%s: one in place of all, with the rest given, gives the same', (_, output, held) => {
    const dependence = dependenceOf([output], axes)!;
    const slices = new Map(
      axes.map(([node, axis]) => [
        node as Node,
        input(
          `one ${node.attributes.name as string}`,
          node.shape.map((n, at) => (at === axis ? 1 : n)),
        ),
      ]),
    );
    const view = unitView([output], dependence, slices);
    expect(view.held).toHaveLength(held);
    expect([...inputsOf(view.outputs[0]!)].some((name) => name === 'w' || name === 'b')).toBe(
      false,
    );
    const [whole, ...totals] = evaluate([output, ...view.sums.map(({ total }) => total)], values);
    for (let unit = 0; unit < UNITS; unit++) {
      const given = new Map(values);
      for (const [node, axis] of axes) {
        const name = node.attributes.name as string;
        given.set(`one ${name}`, sliceOf(values.get(name)!, node.shape, axis, unit));
      }
      for (const { full, axis, slice } of view.held) {
        const [all] = evaluate([full], values);
        given.set(slice.attributes.name as string, sliceOf(all!, full.shape, axis, unit));
      }
      view.sums.forEach(({ own, rest }, k) => {
        const [part] = evaluate([own], given);
        const name = rest.attributes.name as string;
        given.set(
          name,
          totals[k]!.map((total, i) => total - part![i]!),
        );
      });
      expect(evaluate(view.outputs, given)[0]![0]).toBeCloseTo(whole![0]!, 12);
    }
  });

  it.each<[string, Node]>([
    ['meet in a maximum over them', sum(logSumExp(hidden))],
    ['meet in a product of two', sum(matmul(hidden, hidden, { transposeA: true }))],
    ['meet their own sum', sum(mul(hidden, broadcast(sum(hidden, [1]), [ROWS, UNITS], [0])))],
    ['lie along two axes', sum(mul(w, transpose(reshape(w, [UNITS, INPUTS]))))],
  ])('that %s are none', (_, output) => {
    expect(dependenceOf([output], axes)).toBeUndefined();
  });

  it('enter bent, or straight', () => {
    const bent = (output: Node, ...placed: (readonly [Node, number])[]) =>
      [...dependenceOf([output], placed)!.values()].flatMap((own) =>
        own.kind === 'sum' ? [own.bent] : [],
      );
    expect(bent(sum(matmul(hidden, c)), ...axes)).toEqual([true]);
    expect(bent(sum(matmul(hidden, c)), [c, 0])).toEqual([false]);
  });
});
