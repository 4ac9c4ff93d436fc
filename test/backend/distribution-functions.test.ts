import { describe, expect, it } from 'vitest';
import { createNativeBackend } from '../../src/backend/native/backend.js';
import { systemToolchain } from '../../src/backend/native/toolchain/system-toolchain.js';
import type { Backend } from '../../src/backend/backend.js';
import * as k from '../../src/expression/index.js';
import { missingCompiler } from './native/compiler-at-hand.js';
import { ROW_BACKENDS } from './row-backends.js';

const ROWS = 100;

/** Rows that loops compute before and after functions which they cannot, and a scalar among the arguments. */
function outputs(): k.Node[] {
  const a = k.input('a', []);
  const x = k.input('x', [ROWS, 2]);
  const rate = k.exp(k.mul(a, x));
  const nodes = [
    k.logGammaP(a, rate),
    k.logGammaQ(rate, a),
    k.logBetaI(a, rate, x),
    k.logStudentCdf(x, a),
    k.logSkewNormalCdf(x, a),
    k.logVonMisesMass(x, k.add(x, a), rate),
  ];
  const total = k.sum(nodes.map((node) => k.mul(node, node)).reduce(k.add));
  return [total, ...k.gradient(total, [a, x])];
}

function check(backend: Backend, tolerance: number): void {
  const nodes = outputs();
  const { inputs, run, outputs: views } = backend.compile(nodes);
  const values = new Map<string, Float64Array>();
  for (const [name, view] of inputs) {
    view.forEach((_, i) => (view[i] = 1.3 + 0.8 * Math.sin(2.3 * i)));
    values.set(name, view.slice());
  }
  run();
  run();
  k.evaluate(nodes, values).forEach((wanted, o) => {
    const scale = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(scale).toBeGreaterThan(1e-3);
    wanted.forEach((value, i) => {
      expect(Math.abs(views[o]![i]! - value) / scale).toBeLessThan(tolerance);
    });
  });
}

describe('functions that JavaScript computes, among rows', () => {
  it.each(ROW_BACKENDS)('%s', (_, backend, tolerance) => {
    check(backend, tolerance);
  });

  const missing = missingCompiler();
  it.skipIf(missing !== undefined)('native', () => {
    const notify = (notice: { readonly what: string }) => {
      throw new Error(notice.what);
    };
    const options = {
      precision: 'f64',
      reproducible: false,
      toolchain: systemToolchain(),
    } as const;
    check(createNativeBackend({ ...options, notify, fallback: () => ROW_BACKENDS[0][1] }), 1e-10);
  });
});
