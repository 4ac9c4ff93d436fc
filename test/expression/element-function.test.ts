import { expect, it } from 'vitest';
import {
  add,
  elementFunction,
  evaluate,
  exp,
  input,
  log1p,
  mul,
  square,
  sum,
} from '../../src/expression/index.js';

const [a, b, t] = [input('a', [3]), input('b', [3]), input('t', [])];

it('gives what the whole nodes give, element by element', () => {
  const nodes = [mul(t, log1p(square(a))), add(mul(a, b), exp(t))];
  const values = new Map([
    ['a', Float64Array.of(0.5, -1, 2)],
    ['b', Float64Array.of(3, 0.1, -0.7)],
    ['t', Float64Array.of(0.3)],
  ]);
  const found = elementFunction(nodes, [a])!;
  const parts = evaluate(found.parts, values);
  const evaluator = found.create();
  const whole = evaluate(nodes, values);
  for (let i = 0; i < 3; i++) {
    evaluator.take(i, parts);
    evaluator.set(0, values.get('a')![i]!);
    expect([...evaluator.evaluate()]).toEqual(whole.map((value) => value[i]));
  }
});

it('there is none where elements meet', () => {
  expect(elementFunction([mul(a, sum(a))], [a])).toBeUndefined();
});
