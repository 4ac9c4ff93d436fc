import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/base/random/stream.js';
import { algebra } from '../../../src/expression/builders.js';
import * as k from '../../../src/expression/index.js';
import type { Node, QuadraticForm } from '../../../src/expression/index.js';

const N = 5;
const index = k.constant(Float64Array.of(2, 0, 2, 1, 0), [N]);
const X = k.input('x', [N, 3]);
const y = k.input('y', [N]);
const sd = k.input('sd', []);
const spread = k.input('spread', [N]);
const a = k.input('a', [3]);
const b = k.input('b', []);
const w = k.input('w', [3, 1]);
const W = k.input('W', [3, 2]);
const H = k.input('H', [N, 3]);

const residual = (mean: Node, scale: Node = sd) =>
  k.sum(k.mul(k.constant(-0.5), k.square(k.div(k.sub(y, mean), scale))));
const wide = (scalar: Node) => k.broadcast(scalar, [N], []);
const column = (node: Node) => k.reshape(node, [N]);

/** h[t] = c[t] h[t - 1] + a step of the blocks a and b. */
const wandering = (backwards: boolean) =>
  algebra.recurrence(
    k.input('c', [N]),
    k.add(k.mul(k.gather(a, index), spread), k.mul(wide(b), y)),
    backwards,
  );

const CASES: readonly (readonly [string, readonly Node[], Node])[] = [
  ['a line', [b], residual(k.mul(wide(b), k.input('t', [N])))],
  ['a regression', [a, b], residual(k.add(k.matmul(X, a), b))],
  ['known scales of rows', [a, b], residual(k.add(k.matmul(X, a), b), spread)],
  ['an output layer', [w, b], residual(column(k.add(k.matmul(k.tanh(H), w), b)))],
  ['effects by an index', [a, b], residual(k.add(k.gather(a, index), k.mul(wide(b), spread)))],
  ['slopes by an index', [a], residual(k.mul(k.gather(a, index), spread))],
  ['a level that wanders', [a, b], residual(wandering(false))],
  ['a level seen backwards', [a, b], residual(wandering(true))],
  [
    'coefficients of an activation',
    [a],
    residual(
      column(
        k.matmul(
          k.mul(k.broadcast(a, [N, 3], [1]), k.maximum(H, k.constant(0))),
          k.input('v', [3, 1]),
        ),
      ),
    ),
  ],
  [
    'one coefficient of an activation',
    [b],
    residual(column(k.matmul(k.mul(b, k.tanh(H)), k.input('v', [3, 1])))),
  ],
  ['two outputs', [W], k.neg(k.sum(k.square(k.sub(k.matmul(H, W), k.input('z', [N, 2])))))],
  [
    'a block on the left, transposed',
    [W],
    k.neg(
      k.sum(
        k.square(
          k.sub(k.matmul(W, H, { transposeA: true, transposeB: true }), k.input('z', [2, N])),
        ),
      ),
    ),
  ],
  [
    'a hierarchy with its mean',
    [a, b],
    k.add(
      residual(k.gather(a, index)),
      k.neg(k.sum(k.square(k.div(k.sub(a, b), k.input('tau', []))))),
    ),
  ],
  ['a random walk', [a], k.neg(k.sum(k.square(k.sub(k.slice(a, 0, 1, 3), k.slice(a, 0, 0, 2)))))],
  [
    'parts joined, moved and chosen',
    [a, b],
    k.add(
      k.neg(k.sum(k.square(k.concat([a, k.reshape(b, [1])], 0)))),
      k.sum(
        k.mul(k.select(k.lessThan(y, k.constant(0)), k.gather(a, index), wide(b)), k.sub(y, b)),
      ),
    ),
  ],
  ['a sum of all', [a, b], k.neg(k.square(k.sub(k.sum(a), k.mul(b, sd))))],
  ['linear alone', [a], k.sum(k.mul(k.matmul(X, a), y))],
];

type Values = Map<string, Float64Array>;

function draw(nodes: readonly Node[], stream: RandomStream): Values {
  const inputs = k.topological(nodes).filter(({ op }) => op === 'input');
  return new Map(
    inputs.map(({ attributes, shape }) => [
      attributes.name as string,
      Float64Array.from({ length: k.sizeOf(shape) }, () => 0.3 + stream.uniform()),
    ]),
  );
}

const nodeOf = (part: QuadraticForm['precision'][number][number]) =>
  part && (part.kind === 'full' ? part.matrix : part.values);

/** h' x - x' P x / 2 at the values of the blocks. */
function quadratic(form: QuadraticForm, blocks: readonly Node[], values: Values): number {
  const x = blocks.map(({ attributes }) => values.get(attributes.name as string)!);
  let total = 0;
  k.evaluate(form.linear, values).forEach((h, i) => {
    h.forEach((coefficient, e) => (total += coefficient * x[i]![e]!));
  });
  form.precision.forEach((row, i) => {
    row.forEach((part, j) => {
      const node = nodeOf(part);
      if (node === undefined) return;
      const [p] = k.evaluate([node], values);
      const width = part!.kind === 'full' ? x[j]!.length : 0;
      p!.forEach((entry, at) => {
        const [r, c] = width > 0 ? [Math.floor(at / width), at % width] : [at, at];
        total -= (i === j ? 0.5 : 1) * entry * x[i]![r]! * x[j]![c]!;
      });
    });
  });
  return total;
}

/** How differently density and form change from one value of the blocks to another. */
function disagreement(term: Node, form: QuadraticForm, blocks: readonly Node[], seed: number) {
  const stream = new RandomStream('quadratic', seed);
  const before = draw([term, ...blocks], stream);
  const after = new Map(before);
  for (const { attributes, shape } of blocks) {
    const moved = Float64Array.from({ length: k.sizeOf(shape) }, () => 3 * stream.normal());
    after.set(attributes.name as string, moved);
  }
  const [from, to] = [before, after].map((values) => k.evaluate([term], values)[0]![0]!);
  const change = quadratic(form, blocks, after) - quadratic(form, blocks, before);
  return Math.abs(to! - from! - change) / (1 + Math.abs(from!) + Math.abs(to!));
}

describe.each(CASES)('%s', (_, blocks, term) => {
  const found = k.collectQuadratic([term], blocks);
  it('is the polynomial of the density', () => {
    if (found.kind === 'refused') throw new Error(found.because);
    for (let seed = 0; seed < 5; seed++) {
      expect(disagreement(term, found, blocks, seed)).toBeLessThan(1e-11);
    }
  });
  it('has coefficients that are free of the block', () => {
    if (found.kind === 'refused') throw new Error(found.because);
    const nodes = found.precision.flat().flatMap((part) => nodeOf(part) ?? []);
    const read = [...found.linear, ...nodes].flatMap((node) => [...k.inputsOf(node)]);
    for (const block of blocks) expect(read).not.toContain(block.attributes.name);
  });
});

it('that check finds a coefficient planted wrong', () => {
  const [, blocks, term] = CASES[1]!;
  const found = k.collectQuadratic([term], blocks);
  if (found.kind === 'refused') throw new Error(found.because);
  const wrong = { ...found, linear: found.linear.map(k.neg) };
  expect(disagreement(term, wrong, blocks, 1)).toBeGreaterThan(1e-4);
});

describe('the structure of the precision', () => {
  const kinds = (blocks: readonly Node[], term: Node) => {
    const found = k.collectQuadratic([term], blocks);
    if (found.kind === 'refused') throw new Error(found.because);
    return found.precision.map((row) => row.map((part) => part?.kind));
  };
  it('is diagonal for effects by an index, and full where they meet a slope', () => {
    const [, blocks, term] = CASES[4]!;
    expect(kinds(blocks, term)).toEqual([
      ['diagonal', 'full'],
      [undefined, 'diagonal'],
    ]);
  });
  it('is full for coefficients of a matrix of data', () => {
    expect(kinds([a], residual(k.matmul(X, a)))).toEqual([['full']]);
  });
});

it.each([
  ['a goes through tanh', [a], k.sum(k.tanh(a))],
  ['its degree in a is above 2', [a], k.sum(k.mul(k.square(a), a))],
  ['its degree in a with b is above 2', [a, b], k.sum(k.mul(k.square(a), b))],
  ['b goes through div', [b], residual(wide(k.constant(0)), wide(b))],
  [
    'w with W goes through a product of matrices that both contain it',
    [w, W],
    k.sum(k.matmul(w, W, { transposeA: true })),
  ],
])('refused: %s', (because, blocks, term) => {
  expect(k.collectQuadratic([term], blocks)).toEqual({ kind: 'refused', because, unwieldy: false });
});

const STEPS: readonly ((p: Node, q: Node) => Node)[] = [
  k.add,
  k.sub,
  k.mul,
  k.div,
  (p) => k.square(p),
  (p) => k.neg(p),
  (p) => (p.shape.length === 1 ? k.gather(p, k.constant(Float64Array.of(2, 0, 2), [3])) : p),
  (p) => k.sum(p),
  (p) => (p.shape.length === 1 ? k.matmul(k.input('M', [3, 3]), p) : p),
  (p) => (p.shape.length === 1 ? k.matmul(p, k.input('M', [3, 3])) : p),
  (p) => (p.shape.length === 1 ? p : k.broadcast(p, [3], [])),
  (p) =>
    p.shape.length === 1 ? k.concat([k.slice(p, 0, 1, 3), k.reshape(k.input('s', []), [1])], 0) : p,
];

const density: fc.Arbitrary<Node> = fc
  .array(fc.tuple(fc.nat(STEPS.length - 1), fc.nat(100), fc.nat(100)), { maxLength: 9 })
  .map((program) => {
    const nodes: Node[] = [a, b, k.input('c', [3]), k.input('s', [])];
    for (const [step, i, j] of program) {
      const [p, q] = [nodes[i % nodes.length]!, nodes[j % nodes.length]!];
      const fits = p.shape.length === 0 || q.shape.length === 0 || k.sameShape(p.shape, q.shape);
      if (fits) nodes.push(STEPS[step]!(p, q));
    }
    return nodes.slice(4).reduce((sum, node) => k.add(sum, k.sum(node)), k.sum(a));
  });

it('on random densities what is proved holds; the rest is refused with a reason', () => {
  let proved = 0;
  fc.assert(
    fc.property(density, fc.nat(1000), (term, seed) => {
      const found = k.collectQuadratic([term], [a, b]);
      if (found.kind === 'refused') {
        expect(found.because).toMatch(/\b[ab]\b/);
        return;
      }
      const error = disagreement(term, found, [a, b], seed);
      if (Number.isNaN(error)) return;
      proved++;
      expect(error).toBeLessThan(1e-8);
    }),
    { numRuns: 2000 },
  );
  expect(proved).toBeGreaterThan(500);
});
