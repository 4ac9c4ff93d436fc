import { expect, it } from 'vitest';
import type { Backend } from '../../../src/backend/backend.js';
import { createBackend } from '../../../src/backend/settings.js';
import { PLAIN_FILLS, type Fill } from '../../../src/base/random/bulk.js';
import { build } from '../../../src/compiler/6-build/index.js';
import { compileText } from '../4-condition/program.js';
import { startedChain, sweep } from './chains.js';

/** Ten effects by NUTS, and ten coefficients drawn exactly. */
const TEXT = `data { y: real[n] x: real[n, p] z: real[n, p] }
  a[p] ~ student_t(4, 0, 1)  b[p] ~ normal(0, 1)
  observe y ~ normal(x @ b + z @ a, 1)`;

const wave = (size: number, k: number) => Array.from({ length: size }, (_, i) => Math.sin(i * k));
const DATA = {
  y: wave(20, 0.7),
  x: wave(20, 0.3).map((_, i) => wave(10, 0.1 * (i + 1))),
  z: wave(20, 0.9).map((_, i) => wave(10, 0.2 * i + 0.7)),
};

it('are those of the plain code, whatever the backend fills arrays with', () => {
  const { graph, plan } = compileText(TEXT, DATA);
  const wasm = createBackend({ name: 'wasm', precision: 'f64', relaxed: false });
  let filled = 0;
  const counted = (fill: Fill): Fill => {
    return (states, out) => {
      filled++;
      fill(states, out);
    };
  };
  const { uniforms, normals } = PLAIN_FILLS;
  const plain: Backend = { ...wasm, fills: { uniforms, normals: counted(normals) } };
  const [vector, without] = [wasm, plain].map((backend) => {
    const chain = startedChain(build(graph, plan, backend), 20);
    sweep(chain, 0, 30);
    return chain.values;
  });
  expect(wasm.fills).toBeDefined();
  expect(filled).toBeGreaterThan(plan.blocks.length);
  expect(vector).toEqual(without);
});
