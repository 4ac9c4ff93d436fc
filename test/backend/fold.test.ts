import { describe, expect, it } from 'vitest';
import type { Backend } from '../../src/backend/backend.js';
import { evaluator } from '../../src/backend/evaluator/evaluator.js';
import { routineOf } from '../../src/backend/factorisation/routine.js';
import { createNativeBackend } from '../../src/backend/native/backend.js';
import { systemToolchain } from '../../src/backend/native/toolchain/system-toolchain.js';
import { createWasmBackend } from '../../src/backend/wasm/backend.js';
import { enableRelaxedSimd } from '../../src/backend/wasm/features.js';
import * as k from '../../src/expression/index.js';
import type { Node } from '../../src/expression/index.js';
import { missingCompiler } from './native/compiler-at-hand.js';

type Body = (previous: Node, x: Node, z: Node, p: Node) => Node;

/** Steps of simple operations, of functions written in line and of those called, and of choices. */
const STEPS: Readonly<Record<string, Body>> = {
  'a logistic map': (h, x, z, p) =>
    k.add(k.mul(k.mul(p, h), k.sub(k.constant(1), k.square(h))), k.mul(x, z)),
  'a squashed value': (h, x, z, p) => k.tanh(k.add(k.mul(h, p), k.mul(x, z))),
  'a log variance': (h, x, _z, p) =>
    k.log(k.add(k.exp(k.mul(p, h)), k.mul(k.constant(0.1), k.square(x)))),
  'functions that are called': (h, x, z, p) =>
    k.add(k.sin(k.add(h, x)), k.mul(p, k.lgamma(k.add(k.constant(2.5), k.sigmoid(z))))),
  'a threshold': (h, x, z) =>
    k.select(k.lessThan(h, x), k.add(k.mul(k.constant(-0.7), h), z), k.sub(k.abs(h), x)),
  'nothing but the value before': (h) => k.add(k.cos(h), k.constant(-1e-7)),
};

/** A scan of a length and a width, its gradient beside it, read from inputs of that size. */
function outputs(body: Body, length: number, width: number): Node[] {
  const shape = [length, width];
  const name = (letter: string) => `${letter}${String(length)}x${String(width)}`;
  const [x, z] = ['x', 'z'].map((letter) => k.input(name(letter), shape));
  const start = k.input(name('start'), [width]);
  const p = k.input('p', []);
  const previous = k.input('previous', shape);
  const node = k.scan(start, previous, body(previous, x!, z!, p));
  expect(routineOf(node)).toBeDefined();
  return [node, ...k.gradient(k.sum(k.mul(node, k.cos(x!))), [start, x!, p])];
}

const SIZES = [
  [1, 3],
  [2, 1],
  [7, 2],
  [40, 9],
  [13, 17],
] as const;

function results(backend: Backend, nodes: readonly Node[]): readonly Float64Array[] {
  const { inputs, run, outputs: views } = backend.compile(nodes);
  for (const [name, view] of inputs) {
    view.forEach((_, i) => (view[i] = 0.6 * Math.sin(name.length + 1.7 * i + name.charCodeAt(0))));
  }
  // A second run finds what the first left in place.
  run();
  run();
  return views;
}

function expectEvaluator(backend: Backend, body: Body, tolerance: number): void {
  const nodes = SIZES.flatMap(([length, width]) => outputs(body, length, width));
  const [found, wanted] = [backend, evaluator].map((each) => results(each, nodes));
  wanted!.forEach((view, o) => {
    view.forEach((value, i) => {
      const error = Math.abs(found![o]![i]! - value) / (1 + Math.abs(value));
      expect(error, `output ${String(o)}`).toBeLessThan(tolerance);
    });
  });
}

const missing = missingCompiler();

const relaxed = createWasmBackend({ precision: 'f64', relaxed: enableRelaxedSimd().relaxedSimd });
const plain = createWasmBackend({ precision: 'f64', relaxed: false });

describe.each(Object.entries(STEPS))('a fold of %s', (_, body) => {
  it.each([
    ['wasm', plain],
    ['wasm, relaxed', relaxed],
  ] as const)('by %s is that of the evaluator', (_name, backend) => {
    expectEvaluator(backend, body, 1e-12);
  });

  it.skipIf(missing !== undefined)(
    'by native code is that of the evaluator',
    { timeout: 60_000 },
    () => {
      const notify = (notice: { readonly what: string }) => {
        throw new Error(notice.what);
      };
      const backend = createNativeBackend({
        ...{ precision: 'f64', reproducible: false, toolchain: systemToolchain(), notify },
        fallback: () => plain,
      });
      expectEvaluator(backend, body, 1e-12);
    },
  );
});

describe('the code of a fold', () => {
  const previous = k.input('previous', [3]);
  const x = k.input('x', [3]);
  const routine = (body: Node) => routineOf(k.scan(k.constant(0.1), previous, body));

  it('is shared by equal steps, and by no others', () => {
    const name = (factor: number) =>
      routine(k.tanh(k.add(k.mul(k.constant(factor), previous), x)))!.name;
    expect(name(0.5)).toBe(name(0.5));
    const names = [0.5, -0.5, 5, 1e-5, 1e5, 15].map(name);
    expect(new Set(names).size).toBe(names.length);
    for (const text of names) expect(text).toMatch(/^\w+$/);
  });

  it('is not written where a function of the step has none', () => {
    expect(routine(k.logGammaP(k.add(k.square(previous), k.constant(1)), x))).toBeUndefined();
  });
});
