import { expect, it } from 'vitest';
import { evaluator } from '../../src/backend/evaluator/evaluator.js';
import { joinProducts } from '../../src/backend/schedule/join-products.js';
import * as k from '../../src/expression/index.js';
import type { Node } from '../../src/expression/index.js';
import { topological } from '../../src/expression/traverse.js';

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => k.input(name, [3, 3])) as [
  Node,
  Node,
  Node,
  Node,
];
const products = (outputs: readonly Node[]) =>
  topological(outputs).filter(({ op }) => op === 'matmul').length;

function values(outputs: readonly Node[]): number[][] {
  const { inputs, run, outputs: views } = evaluator.compile(outputs);
  for (const [name, view] of inputs) {
    view.forEach((_, i) => (view[i] = Math.sin(name.charCodeAt(0) * (i + 1))));
  }
  run();
  return views.map((view) => [...view]);
}

const shared = k.matmul(a, b);

it.each([
  ['the left matrix', [k.add(k.matmul(a, b), k.matmul(a, c))], 1],
  ['the right one', [k.add(k.matmul(b, a), k.matmul(c, a))], 1],
  [
    'the left one transposed, terms between',
    [
      k.add(
        k.add(k.matmul(a, b, { transposeA: true }), d),
        k.add(k.matmul(a, c, { transposeA: true }), k.matmul(a, d, { transposeA: true })),
      ),
    ],
    1,
  ],
  ['it, one of them transposed', [k.add(k.matmul(a, b), k.matmul(a, c, { transposeA: true }))], 2],
  ['it, but one is needed besides', [k.add(shared, k.matmul(a, c)), k.exp(shared)], 2],
  ['it, but one is an output', [k.add(shared, k.matmul(a, c)), shared], 2],
  ['nothing', [k.add(k.matmul(a, b), k.matmul(c, d))], 2],
])('joins products that have in common %s', (_, outputs, left) => {
  const joined = joinProducts(outputs);
  expect(products(joined)).toBe(left);
  values(joined).forEach((found, o) => {
    found.forEach((x, i) => {
      expect(x).toBeCloseTo(values(outputs)[o]![i]!, 12);
    });
  });
});
