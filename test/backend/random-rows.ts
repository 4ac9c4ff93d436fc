import fc from 'fast-check';
import { expect } from 'vitest';
import type { Backend } from '../../src/backend/backend.js';
import * as k from '../../src/expression/index.js';
import type { Node } from '../../src/expression/index.js';

/** Units, and groups that rows belong to. */
const WIDTH = 3;
const GROUPS = 5;

const wave = (size: number, step: number) =>
  Float64Array.from({ length: size }, (_, i) => Math.sin(1 + i * step));

/** Leaves of a model on data rows: data, an index, weights, and unknowns of one element a row. */
function leaves(rows: number) {
  const ofRow = (count: number) => Float64Array.from({ length: rows }, (_, i) => (i * 7) % count);
  return {
    inputs: [
      k.input('s', []),
      k.input('w', [WIDTH, WIDTH]),
      k.input('b', [WIDTH]),
      k.input('a', [GROUPS]),
      k.input('g', [GROUPS, WIDTH]),
      k.input('z', [rows]),
      k.input('m', [rows, WIDTH]),
    ],
    data: [
      k.constant(wave(rows * WIDTH, 0.37), [rows, WIDTH], 'x'),
      k.constant(wave(rows, 0.11), [rows], 'y'),
    ],
    group: k.constant(ofRow(GROUPS), [rows], 'group'),
    column: k.constant(ofRow(WIDTH), [rows], 'column'),
    backwards: k.constant(
      Float64Array.from({ length: rows }, (_, i) => rows - 1 - i),
      [rows],
      'backwards',
    ),
  };
}

type Leaves = ReturnType<typeof leaves>;
type Step = (a: Node, b: Node, rows: number, given: Leaves) => Node | undefined;

const is = (node: Node, ...shape: number[]) => k.sameShape(node.shape, shape);
const alike = (a: Node, b: Node) =>
  a.shape.length === 0 || b.shape.length === 0 || k.sameShape(a.shape, b.shape);
const when = (holds: boolean, make: () => Node) => (holds ? make() : undefined);

/** Smooth steps only: where rounding may decide a comparison, two right evaluations can differ. */
const STEPS: readonly Step[] = [
  (a, b) => when(alike(a, b), () => k.add(a, b)),
  (a, b) => when(alike(a, b), () => k.mul(a, b)),
  (a, b) => when(alike(a, b), () => k.div(a, k.add(k.square(b), k.constant(1)))),
  (a) => k.tanh(a),
  (a) => k.exp(k.neg(k.square(a))),
  (a, _, rows, { data }) =>
    when(is(a, rows), () => k.select(k.lessThan(data[1]!, k.constant(0)), k.square(a), k.sin(a))),
  (a, _, rows) => when(is(a, WIDTH), () => k.broadcast(a, [rows, WIDTH], [1])),
  (a, _, rows) => when(is(a, rows), () => k.broadcast(a, [rows, WIDTH], [0])),
  (a, _, rows) => when(is(a), () => k.broadcast(a, [rows], [])),
  (a, b, rows) => when(is(a, rows, WIDTH) && is(b, WIDTH, WIDTH), () => k.matmul(a, b)),
  (a, b, rows) =>
    when(is(a, rows, WIDTH) && is(b, WIDTH, WIDTH), () => k.matmul(a, b, { transposeB: true })),
  (a, b, rows) => when(is(a, rows, WIDTH) && is(b, WIDTH), () => k.matmul(a, b)),
  (a, b, rows) =>
    when(is(a, rows, WIDTH) && is(b, rows, WIDTH), () => k.matmul(a, b, { transposeA: true })),
  (a, b, rows) =>
    when(is(a, rows, WIDTH) && is(b, rows), () =>
      k.reshape(k.matmul(a, k.reshape(b, [rows, 1]), { transposeA: true }), [WIDTH]),
    ),
  (a, _, rows) => when(is(a, rows, WIDTH), () => k.sum(a, [1])),
  (a, _, rows) => when(is(a, rows, WIDTH), () => k.sum(a, [0])),
  (a) => k.sum(a),
  (a, _, rows) => when(is(a, rows, WIDTH), () => k.logSumExp(a)),
  (a, _, rows, { column }) => when(is(a, rows, WIDTH), () => k.pick(a, column)),
  (a, _, rows, { column }) => when(is(a, rows), () => k.scatterPick(a, column, WIDTH)),
  (a, _rows, _n, { group }) => when(a.shape[0] === GROUPS, () => k.gather(a, group)),
  (a, _, rows, { group }) => when(a.shape[0] === rows, () => k.scatterAdd(a, group, GROUPS)),
  (a, _, rows) => when(is(a, rows), () => k.reshape(k.reshape(a, [rows, 1]), [rows])),
  (a, b, rows) =>
    when(is(a, rows, WIDTH) && is(b, rows, WIDTH), () =>
      k.concat([k.slice(a, 1, 1, WIDTH), k.slice(b, 1, 0, 1)], 1),
    ),
  (a, _, rows) => when(is(a, rows), () => k.slice(a, 0, 3, 3 + GROUPS)),
  (a, _, rows) => when(is(a, rows, WIDTH), () => k.slice(k.transpose(a), 1, 0, WIDTH)),
  (a, _, rows) => when(is(a, rows, WIDTH), () => k.reshape(a, [rows * WIDTH])),
  (a, _, rows) => when(is(a, rows, WIDTH), () => k.reshape(k.slice(a, 1, 1, 2), [rows])),
  (a, _, rows, { backwards }) => when(is(a, rows), () => k.gather(a, backwards)),
  (a) => when(a.shape[0] === WIDTH, () => k.pad(a, 0, 1, 2)),
];

export interface RowGraph {
  readonly scalar: Node;
  readonly outputs: readonly Node[];
  readonly inputs: readonly Node[];
  readonly values: ReadonlyMap<string, Float64Array>;
}

/** A scalar over all that a random program on data rows makes, and some of what it makes on the way. */
export const randomRows: fc.Arbitrary<RowGraph> = fc
  .tuple(
    fc.constantFrom(32, 33, 40, 71, 96),
    fc.array(fc.tuple(fc.nat(STEPS.length - 1), fc.nat(1000), fc.nat(1000)), {
      minLength: 8,
      maxLength: 40,
    }),
  )
  .map(([rows, program]) => graphOf(rows, program));

function graphOf(rows: number, program: readonly (readonly [number, number, number])[]): RowGraph {
  const given = leaves(rows);
  const nodes = [...given.inputs, ...given.data];
  for (const [step, i, j] of program) {
    const [a, b] = [nodes[i % nodes.length]!, nodes[j % nodes.length]!];
    const made = STEPS[step]!(a, b, rows, given);
    if (made !== undefined) nodes.push(k.tanh(made));
  }
  const scalar = nodes.map((node) => k.sum(node)).reduce(k.add);
  const values = given.inputs.map(
    (node, i) => [String(node.attributes.name), wave(k.sizeOf(node.shape), 0.7 + i)] as const,
  );
  const outputs = nodes.filter((_, i) => i % 3 === 0);
  return { scalar, outputs, inputs: given.inputs, values: new Map(values) };
}

/** Largest difference of a backend's values and gradients from the evaluation node by node, relative to size. */
export function worstDifference(
  backend: Backend,
  { scalar, outputs, inputs, values }: RowGraph,
): number {
  const all = [scalar, ...outputs, ...k.gradient(scalar, inputs)];
  const wanted = k.evaluate(all, values);
  const executable = backend.compile(all);
  let found = 0;
  for (let run = 0; run < 2; run++) {
    for (const [name, view] of executable.inputs) view.set(values.get(name)!);
    executable.run();
    executable.outputs.forEach((view, i) => {
      expect(view.length).toBe(wanted[i]!.length);
      view.forEach((value, j) => {
        const at = wanted[i]![j]!;
        if (Object.is(value, at) || value === at) return;
        const off = Math.abs(value - at) / (1 + Math.abs(at));
        found = Number.isNaN(off) ? Infinity : Math.max(found, off);
      });
    });
  }
  return found;
}
