import { describe, expect, it } from 'vitest';
import { buildSchedule } from '../../../src/backend/schedule/build-schedule.js';
import { createBackend } from '../../../src/backend/settings.js';
import { createWasmBackend } from '../../../src/backend/wasm/backend.js';
import {
  fillTrial,
  isLarge,
  pairsPay,
  trialNetwork,
  v8Pairing,
  type PairingEngine,
} from '../../../src/backend/wasm/wide-vectors.js';
import { begin } from '../../../src/engine/begin.js';
import { compileText, datasetOf } from '../../compiler/4-condition/program.js';
import { network } from '../network.js';

/** An engine whose calls take so many milliseconds by its own clock; `switched` is what it was told. */
function engine(able: boolean, milliseconds: { narrow: number; wide: number }) {
  let time = 0;
  const switched: boolean[] = [];
  const pairing: PairingEngine = { able, pair: (on) => switched.push(on), now: () => time };
  const candidate = (bits: number) => (wide: boolean) => {
    const outputs = [Float64Array.of(1, wide ? bits : 2, NaN)];
    return { outputs, run: () => void (time += wide ? milliseconds.wide : milliseconds.narrow) };
  };
  return { pairing, candidate, switched };
}

describe('pairs of vectors', () => {
  it.each([
    ['faster with the same bits', true, 1, 2, [true]],
    ['no faster', false, 2, 2, [true, false]],
    ['hardly faster', false, 1.9, 2, [true, false]],
    ['faster with other bits', false, 1, 2 + 2 ** -51, [true, false]],
  ] as const)('%s: %s', (_, pays, wide, bits, switched) => {
    const tried = engine(true, { narrow: 2, wide });
    expect(pairsPay(tried.pairing, tried.candidate(bits))).toBe(pays);
    expect(tried.switched).toEqual(switched);
  });

  it('are not tried where the engine has no switch', () => {
    const { pairing, switched } = engine(false, { narrow: 2, wide: 1 });
    const untouched = () => {
      throw new Error('nothing is to be compiled');
    };
    expect(pairsPay(pairing, untouched)).toBe(false);
    expect(switched).toEqual([]);
  });

  it('can be had in Node from 24 on', () => {
    const [major] = process.versions.node.split('.').map(Number);
    expect(v8Pairing().able).toBe(major! >= 24);
  });

  it('are for models of fifty million multiply-adds and more', () => {
    const large = (rows: number, features: number, hidden: number) =>
      isLarge(buildSchedule(network(rows, features, hidden), { tiled: true, precision: 'f64' }));
    expect(large(400, 8, 50)).toBe(false);
    expect(large(1000, 20, 30)).toBe(false);
    expect(large(10_000, 50, 64)).toBe(true);
  });
});

describe('the WebAssembly backend', () => {
  const outputs = network(5000, 60, 100);
  const run = (options: { wide?: boolean; pairing?: PairingEngine; large?: boolean }) => {
    const backend = createWasmBackend({ precision: 'f64', relaxed: false, ...options });
    const nodes = options.large === true ? outputs : trialNetwork();
    const executable = backend.compile(nodes);
    fillTrial(executable.inputs);
    executable.run();
    return { decided: backend.decided!(), views: executable.outputs };
  };

  it('follows a record, on or off, and computes the same bits', () => {
    const [on, off] = [engine(true, { narrow: 2, wide: 1 }), engine(true, { narrow: 2, wide: 1 })];
    const wide = run({ wide: true, pairing: on.pairing, large: true });
    const narrow = run({ wide: false, pairing: off.pairing, large: true });
    expect([wide.decided, narrow.decided]).toEqual([{ wide: true }, { wide: false }]);
    expect([on.switched, off.switched]).toEqual([[true], []]);
    expect(wide.views).toEqual(narrow.views);
  });

  it('goes on without pairs where a record has them and the engine has not', () => {
    const { pairing, switched } = engine(false, { narrow: 2, wide: 1 });
    expect(run({ wide: true, pairing }).decided).toEqual({ wide: false });
    expect(switched).toEqual([]);
  });

  it('tries them once, at the first large model', () => {
    let time = 0;
    const switched: boolean[] = [];
    // A clock that stands still while code runs says that nothing is faster.
    const pairing: PairingEngine = {
      able: true,
      pair: (on) => switched.push(on),
      now: () => time++,
    };
    const backend = createWasmBackend({ precision: 'f64', relaxed: false, pairing });
    backend.compile(trialNetwork());
    expect(switched).toEqual([]);
    backend.compile(outputs);
    expect(switched).toEqual([true, false]);
    backend.compile(outputs.slice(0, 1));
    expect(switched).toEqual([true, false]);
    expect(time).toBeGreaterThan(0);
  });

  it('has none in a reproducible run', () => {
    const settings = { name: 'wasm', precision: 'f64', relaxed: false } as const;
    const backend = createBackend(settings);
    backend.compile(outputs);
    expect(backend.decided!()).toEqual({ wide: false });
  });
});

it('is written to the manifest as decided', () => {
  const model = compileText('mu ~ normal(0, 1)');
  const backend = { name: 'wasm', precision: 'f64', relaxed: true } as const;
  const specification = {
    ...{ priors: [], bindings: [], chains: 1, warmup: 1, draws: 1, seed: '1' },
    ...{ adaptDelta: 0.8, maxTreedepth: 10, backend, directory: 'none' },
    ...{ source: { name: 'model.bnn', text: '' }, dataset: datasetOf({}) },
  };
  const { manifest } = begin(specification, { ...model, decided: () => ({ wide: true }) });
  expect(manifest.settings.backend).toEqual({ ...backend, wide: true });
  expect(begin(specification, model).manifest.settings.backend).toEqual({
    ...backend,
    wide: false,
  });
});
