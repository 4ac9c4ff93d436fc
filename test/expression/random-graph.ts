import fc from 'fast-check';
import * as k from '../../src/expression/index.js';
import type { Node } from '../../src/expression/index.js';

/** Sizes shared by all graphs: a matrix [ROWS, COLUMNS], its row and column vectors, a scalar. */
const ROWS = 3;
const COLUMNS = 4;

export const GRAPH_INPUTS: readonly Node[] = [
  k.input('s', []),
  k.input('r', [ROWS]),
  k.input('c', [COLUMNS]),
  k.input('m', [ROWS, COLUMNS]),
  k.input('n', [COLUMNS, ROWS]),
];

const index = k.constant(Float64Array.of(2, 0, 0), [ROWS]);
const data = k.constant(
  Float64Array.from({ length: ROWS * COLUMNS }, (_, i) => Math.sin(i)),
  [ROWS, COLUMNS],
);

const is = (node: Node, ...shape: number[]) => k.sameShape(node.shape, shape);

/** Maps that keep values of moderate size; each returns undefined where the shapes do not fit. */
const STEPS: readonly ((a: Node, b: Node) => Node | undefined)[] = [
  (a, b) => (fits(a, b) ? k.add(a, b) : undefined),
  (a, b) => (fits(a, b) ? k.sub(a, b) : undefined),
  (a, b) => (fits(a, b) ? k.tanh(k.mul(a, b)) : undefined),
  (a, b) => (fits(a, b) ? k.div(a, k.add(k.square(b), k.constant(1))) : undefined),
  (a) => k.tanh(a),
  (a) => k.exp(k.neg(k.square(a))),
  (a) => k.softplus(a),
  (a) => k.mul(k.constant(0.5), k.sin(a)),
  (a, b) => (fits(a, b) ? chosen(a, b) : undefined),
  (a) => (is(a, ROWS) ? k.broadcast(a, [ROWS, COLUMNS], [0]) : undefined),
  (a) => (is(a, COLUMNS) ? k.broadcast(a, [ROWS, COLUMNS], [1]) : undefined),
  (a) => (is(a) ? k.broadcast(a, [COLUMNS], []) : undefined),
  (a) => (is(a, ROWS, COLUMNS) ? k.sum(a, [0]) : undefined),
  (a) => (is(a, ROWS, COLUMNS) ? k.sum(a, [1]) : undefined),
  (a) => k.sum(a),
  (a) => (a.shape.length === 2 ? k.transpose(a) : undefined),
  (a) => (is(a, COLUMNS, ROWS) ? k.reshape(a, [ROWS, COLUMNS]) : undefined),
  (a) => (a.shape.length === 2 ? k.logSumExp(a) : undefined),
  (a) => (is(a, ROWS, COLUMNS) ? k.gather(a, index) : undefined),
  (a) => (is(a, ROWS) ? k.scatterAdd(a, index, COLUMNS) : undefined),
  (a) => (is(a, ROWS, COLUMNS) ? k.pick(a, index) : undefined),
  (a) => (is(a, COLUMNS) ? k.slice(a, 0, 1, COLUMNS) : undefined),
  (a) =>
    is(a, ROWS, COLUMNS) ? k.concat([k.slice(a, 1, 2, 4), k.slice(a, 1, 0, 2)], 1) : undefined,
  (a, b) => (a.shape[1] === b.shape[0] && bounded(a, b) ? k.matmul(a, b) : undefined),
  (a) => (is(a, ROWS, COLUMNS) ? k.mul(a, data) : undefined),
];

/** By data, and so smooth. */
function chosen(a: Node, b: Node): Node {
  const size = k.sizeOf(a.shape);
  const parity = Float64Array.from({ length: size }, (_, i) => i % 2);
  return k.select(k.constant(parity, a.shape), k.square(a), b);
}

function fits(a: Node, b: Node): boolean {
  return a.shape.length === 0 || b.shape.length === 0 || k.sameShape(a.shape, b.shape);
}

function bounded(a: Node, b: Node): boolean {
  return a.shape.length === 2 && b.shape.length > 0 && (b.shape[1] ?? 1) <= COLUMNS;
}

/** A scalar over all that a random program of steps makes, and some of the intermediate values. */
export const randomGraph: fc.Arbitrary<{ scalar: Node; outputs: readonly Node[] }> = fc
  .array(fc.tuple(fc.nat(STEPS.length - 1), fc.nat(1000), fc.nat(1000)), {
    minLength: 5,
    maxLength: 30,
  })
  .map((program) => {
    const nodes = [...GRAPH_INPUTS];
    for (const [step, i, j] of program) {
      const made = STEPS[step]!(nodes[i % nodes.length]!, nodes[j % nodes.length]!);
      if (made !== undefined) nodes.push(k.tanh(made));
    }
    const scalar = nodes.map((node) => k.sum(node)).reduce(k.add);
    return { scalar, outputs: nodes.filter((_, i) => i % 3 === 0) };
  });

export const graphValues: fc.Arbitrary<ReadonlyMap<string, Float64Array>> = fc
  .tuple(
    ...GRAPH_INPUTS.map(({ shape }) => {
      const size = k.sizeOf(shape);
      const value = fc.double({ min: -1.5, max: 1.5, noNaN: true });
      return fc.array(value, { minLength: size, maxLength: size });
    }),
  )
  .map(
    (values) =>
      new Map(
        values.map((value, i) => [
          String(GRAPH_INPUTS[i]!.attributes.name),
          Float64Array.from(value),
        ]),
      ),
  );
