import { describe, expect, it } from 'vitest';
import type { Backend } from '../../src/backend/backend.js';
import { evaluator } from '../../src/backend/evaluator/evaluator.js';
import { createWasmBackend } from '../../src/backend/wasm/backend.js';
import * as k from '../../src/expression/index.js';
import type { Node } from '../../src/expression/index.js';

const T = 7;
const WIDTH = 3;
const previous = k.input('previous', [T, WIDTH]);
const x = k.input('x', [T, WIDTH]);
const start = k.input('start', [WIDTH]);
const p = k.input('p', []);

type Step = (h: number, x: number, p: number) => number;
const cases: [string, Node, Step, 'recurrence' | 'fold'][] = [
  ['garch', k.add(k.square(x), k.mul(p, previous)), (h, a, b) => a * a + b * h, 'recurrence'],
  ['no state', k.mul(p, x), (_, a, b) => a * b, 'recurrence'],
  [
    'a quotient',
    k.sub(k.div(previous, k.constant(-2)), k.mul(p, x)),
    (h, a, b) => -h / 2 - b * a,
    'recurrence',
  ],
  ['a square', k.add(k.mul(p, k.square(previous)), x), (h, a, b) => b * h * h + a, 'fold'],
  [
    'a squashed value',
    k.add(k.tanh(k.mul(previous, p)), x),
    (h, a, b) => Math.tanh(h * b) + a,
    'fold',
  ],
  [
    'a threshold',
    k.add(k.maximum(previous, x), k.mul(k.sin(previous), p)),
    (h, a, b) => Math.max(h, a) + Math.sin(h) * b,
    'fold',
  ],
  [
    'a step, flat where it is smooth',
    k.add(k.floor(previous), k.mul(p, x)),
    (h, a, b) => Math.floor(h) + b * a,
    'fold',
  ],
];

const values = new Map([
  ['x', Float64Array.from({ length: T * WIDTH }, (_, i) => Math.sin(1.7 * i) + 0.1)],
  ['start', Float64Array.of(0.4, 0.9, -0.3)],
  ['p', Float64Array.of(0.6)],
]);

function byHand(step: Step, given: ReadonlyMap<string, Float64Array>): number[] {
  const out = [...given.get('start')!];
  const [xs, [b]] = [given.get('x')!, given.get('p')!];
  for (let i = WIDTH; i < T * WIDTH; i++) out.push(step(out[i - WIDTH]!, xs[i]!, b!));
  return out;
}

describe.each(cases)('a scan of %s', (_, body, step, op) => {
  const node = k.scan(start, previous, body);
  // Weights, so that no adjoint is the same for all elements.
  const weights = k.constant(
    Float64Array.from({ length: T * WIDTH }, (_x, i) => Math.cos(i)),
    [T, WIDTH],
  );
  const scalar = k.sum(k.mul(weights, node));
  const inputs = [start, x, p];

  it('is the recursion written out', () => {
    expect(node.op).toBe(op);
    const [found] = k.evaluate([node], values);
    byHand(step, values).forEach((exact, i) => {
      expect(found![i]).toBeCloseTo(exact, 13);
    });
  });

  it('has the derivatives of finite differences', () => {
    const found = k.evaluate(k.gradient(scalar, inputs), values);
    inputs.forEach((input, j) => {
      const name = input.attributes.name as string;
      const at = (i: number, step_: number) => {
        const moved = values.get(name)!.slice();
        moved[i] = moved[i]! + step_;
        return k.evaluate([scalar], new Map([...values, [name, moved]]))[0]![0]!;
      };
      const h = 1e-4;
      found[j]!.forEach((derivative, i) => {
        const slope = (at(i, -2 * h) - 8 * at(i, -h) + 8 * at(i, h) - at(i, 2 * h)) / (12 * h);
        expect(Math.abs(derivative - slope), `${name}[${String(i)}]`).toBeLessThan(1e-8);
      });
    });
  });

  it('is the same from every backend', () => {
    const nodes = [node, ...k.gradient(scalar, inputs)];
    const run = (backend: Backend) => {
      const executable = backend.compile(nodes);
      for (const [name, view] of executable.inputs) view.set(values.get(name)!);
      executable.run();
      return executable.outputs.map((view) => [...view]);
    };
    const wanted = run(evaluator);
    const found = run(createWasmBackend({ precision: 'f64', relaxed: false }));
    wanted.forEach((list, o) => {
      list.forEach((value, i) => {
        expect(found[o]![i]).toBeCloseTo(value, 12);
      });
    });
  });
});

it('what is not element by element is an error', () => {
  expect(() => k.scan(start, previous, k.mul(k.sum(previous), x))).toThrow('not elementwise');
});

it('one element is the first value', () => {
  const before = k.input('previous', [1]);
  const linear = k.scan(k.constant(2), before, k.mul(before, k.constant(3)));
  const fold = k.scan(k.constant(2), before, k.exp(before));
  expect(k.evaluate([linear, fold]).map(([value]) => value)).toEqual([2, 2]);
});
