import fc from 'fast-check';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Executable } from '../../../src/backend/backend.js';
import { evaluator } from '../../../src/backend/evaluator/evaluator.js';
import { createNativeBackend, type NativeOptions } from '../../../src/backend/native/backend.js';
import { systemToolchain } from '../../../src/backend/native/toolchain/system-toolchain.js';
import type { Toolchain } from '../../../src/backend/native/toolchain/toolchain.js';
import type { Diagnostic } from '../../../src/base/diagnostic.js';
import * as k from '../../../src/expression/index.js';
import type { Node } from '../../../src/expression/index.js';
import { network } from '../network.js';
import { randomImages } from '../random-images.js';
import { randomRows, worstDifference } from '../random-rows.js';
import { missingCompiler } from './compiler-at-hand.js';

const missing = missingCompiler();
const because = missing === undefined ? '' : `: ${missing}`;

function backend(options: Partial<NativeOptions> = {}) {
  const notices: Diagnostic[] = [];
  const native = createNativeBackend({
    ...{ precision: 'f64', reproducible: false, fallback: () => evaluator },
    notify: (notice) => notices.push(notice),
    ...options,
  });
  return { native, notices };
}

function outputsAt(executable: Executable, seed: number): Float64Array[] {
  for (const view of executable.inputs.values()) {
    view.forEach((_, i) => (view[i] = Math.sin(seed + i)));
  }
  executable.run();
  return executable.outputs.map((view) => view.slice());
}

let cache: string;
const before = { ...process.env };

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'bnn-cache-'));
  process.env.XDG_CACHE_HOME = cache;
});

afterEach(() => {
  process.env = { ...before };
  rmSync(cache, { recursive: true });
});

const objects = () => join(cache, 'bnn', 'native');

describe.skipIf(missing !== undefined)(`native code${because}`, () => {
  it.each([
    ['fused', { reproducible: false }, 1e-10],
    ['reproducible', { reproducible: true }, 1e-10],
    ['rows in f32', { precision: 'f32' }, 2e-3],
  ] as const)(
    '%s: random models of data rows as node by node',
    (_, options, tolerance) => {
      const { native, notices } = backend(options);
      fc.assert(
        fc.property(randomRows, (graph) => {
          expect(worstDifference(native, graph)).toBeLessThan(tolerance);
        }),
        { numRuns: 12 },
      );
      expect(notices).toEqual([]);
    },
    120_000,
  );

  it.each([
    ['fused', {}, 1e-10],
    ['rows in f32', { precision: 'f32' }, 2e-3],
  ] as const)(
    '%s: random models of images as node by node',
    (_, options, tolerance) => {
      const { native, notices } = backend(options);
      fc.assert(
        fc.property(randomImages, (graph) => {
          expect(worstDifference(native, graph)).toBeLessThan(tolerance);
        }),
        { numRuns: 6, seed: 3, endOnFailure: true },
      );
      expect(notices).toEqual([]);
    },
    120_000,
  );

  it('keeps every step of a model whose addresses the compiler rewrites', () => {
    const { native, notices } = backend();
    const rows = 40;
    const wave = (size: number) => Float64Array.from({ length: size }, (_, i) => Math.sin(i + 1));
    const x = k.constant(wave(rows * 784), [rows, 28, 28, 1], 'x');
    const inputs = [k.input('w', [3, 3, 1, 8]), k.input('v', [3, 3, 8, 16]), k.input('b', [16])];
    const pooled = (images: Node) => k.maxReduce(k.windows(images, [2, 2], [2, 2]), [2, 4]);
    const hidden = k.convolve(pooled(k.convolve(x, inputs[0]!, [1, 1])), inputs[1]!, [1, 1]);
    const sums = k.add(hidden, k.broadcast(inputs[2]!, hidden.shape, [3]));
    const scalar = k.sum(pooled(k.maximum(sums, k.constant(0))));
    const values = new Map(
      inputs.map((node) => [String(node.attributes.name), wave(k.sizeOf(node.shape))] as const),
    );
    const graph = { scalar, outputs: [], inputs: [], values };
    expect(worstDifference(native, graph)).toBeLessThan(1e-10);
    expect(notices).toEqual([]);
  });

  const narrower = ['-mno-avx512f', '-mno-avx'].filter(() => process.arch === 'x64');

  it.each(narrower)(
    'fits narrower vectors: %s',
    (flag) => {
      process.env.CC = `${before.CC ?? 'cc'} ${flag}`;
      for (const precision of ['f64', 'f32'] as const) {
        const { native, notices } = backend({ precision });
        fc.assert(
          fc.property(randomRows, (graph) => {
            expect(worstDifference(native, graph)).toBeLessThan(precision === 'f64' ? 1e-10 : 2e-3);
          }),
          { numRuns: 5 },
        );
        expect(notices).toEqual([]);
      }
    },
    120_000,
  );

  it('gives the same bits with vectors of any width where that is asked for', () => {
    const builds = ['', ...narrower].map((flag) => {
      process.env.CC = `${before.CC ?? 'cc'} ${flag}`;
      const { native, notices } = backend({ reproducible: true });
      const found = outputsAt(native.compile(network(71, 3, 13)), 3);
      expect(notices).toEqual([]);
      return found;
    });
    for (const build of builds) expect(build).toEqual(builds[0]);
    if (narrower.length === 0) return;
    process.env.CC = `${before.CC ?? 'cc'} ${narrower[1]!}`;
    expect(outputsAt(backend().native.compile(network(71, 3, 13)), 3)).not.toEqual(builds[0]);
  }, 120_000);

  it('computes with factorisations what no loop and no product does', () => {
    const a = k.input('a', [3, 3]);
    const eye = k.constant(Float64Array.of(9, 0, 0, 0, 9, 0, 0, 0, 9), [3, 3]);
    const spd = k.add(k.matmul(a, a, { transposeB: true }), eye);
    const density = k.add(k.logDetSpd(spd), k.sum(k.exp(a)));
    const outputs = [density, ...k.gradient(density, [a])];
    const { native, notices } = backend();
    const found = outputsAt(native.compile(outputs), 1);
    outputsAt(evaluator.compile(outputs), 1).forEach((wanted, i) => {
      wanted.forEach((value, j) => {
        expect(found[i]![j]).toBeCloseTo(value, 12);
      });
    });
    expect(notices).toEqual([]);
  });

  it('prepares what does not change, and again when it is told to', () => {
    const [x, s] = [k.input('x', [5]), k.input('s', [])];
    const { native } = backend();
    const executable = native.compile([k.mul(k.exp(x), s)], new Set(['s']));
    const run = (xs: readonly number[], scale: number, refresh: boolean) => {
      executable.inputs.get('x')!.set(xs);
      executable.inputs.get('s')!.fill(scale);
      if (refresh) executable.refresh();
      executable.run();
      return executable.outputs[0]![4]!;
    };
    const zeros = [0, 0, 0, 0, 0];
    expect(run(zeros, 2, true)).toBe(2);
    expect(run([1, 1, 1, 1, 1], 3, false)).toBe(3);
    expect(run([1, 1, 1, 1, 1], 3, true)).toBeCloseTo(3 * Math.E, 12);
  });

  it('gives the same bits from every compilation, and builds once', () => {
    const found = [1, 2].map(() => outputsAt(backend().native.compile(network(40, 3, 5)), 3));
    expect(found[0]).toEqual(found[1]);
    expect(readdirSync(objects()).length).toBe(1);
  });

  it('builds in one object what is compiled before the first run', () => {
    const { native, notices } = backend();
    const texts = [network(40, 3, 5), network(25, 2, 9), [k.exp(k.input('x', [3]))]];
    const executables = texts.map((outputs) => native.compile(outputs));
    const found = executables.map((executable) => outputsAt(executable, 2));
    expect(readdirSync(objects()).length).toBe(1);
    texts.forEach((outputs, i) => {
      outputsAt(evaluator.compile(outputs), 2).forEach((wanted, o) => {
        wanted.forEach((x, j) => {
          expect(found[i]![o]![j]).toBeCloseTo(x, 9);
        });
      });
    });
    outputsAt(native.compile([k.tanh(k.input('x', [3]))]), 2);
    expect(readdirSync(objects()).length).toBe(2);
    expect(notices).toEqual([]);
  });

  it('keeps objects where nobody else can write', () => {
    outputsAt(backend().native.compile(network(40, 3, 5)), 3);
    expect(statSync(objects()).mode & 0o777).toBe(0o700);
    const [object] = readdirSync(objects());
    rmSync(join(objects(), object!));
    chmodSync(objects(), 0o777);
    const { native, notices } = backend();
    outputsAt(native.compile(network(40, 3, 5)), 3);
    expect(notices).toEqual([]);
    expect(readdirSync(objects())).toEqual([]);
  });

  it('runs in several threads from one object', async () => {
    backend()
      .native.compile([k.exp(k.input('x', []))])
      .run();
    const path = join(objects(), readdirSync(objects())[0]!);
    const code = `const { parentPort } = require('node:worker_threads');
      const loaded = { exports: {} };
      process.dlopen(loaded, ${JSON.stringify(path)});
      const arena = new Float64Array(new ArrayBuffer(4096));
      const functions = loaded.exports.bind(0, arena, []);
      const start = arena.slice();
      for (const run of functions) run();
      parentPort.postMessage(arena.filter((value) => value === 1).length);`;
    const results = await Promise.all(
      [1, 2].map(
        () =>
          new Promise((resolve, reject) => {
            const worker = new Worker(code, { eval: true });
            worker.once('message', resolve).once('error', reject);
          }),
      ),
    );
    expect(results).toEqual([1, 1]);
  });

  it('falls back from a compiler that does not end', () => {
    const script = join(cache, 'slow-cc');
    const real = before.CC ?? 'cc';
    writeFileSync(script, `#!/bin/sh\ncase "$*" in *-dM*) exec ${real} "$@";; esac\nsleep 30\n`);
    chmodSync(script, 0o700);
    process.env.CC = script;
    const { native, notices } = backend({ toolchain: systemToolchain(500) });
    expect(outputsAt(native.compile([k.exp(k.input('x', []))]), 0)[0]![0]).toBe(1);
    expect(notices[0]!.what).toMatch(/did not end within/);
  });

  it('falls back from text that the compiler refuses', () => {
    const script = join(cache, 'bad-cc');
    const real = before.CC ?? 'cc';
    writeFileSync(
      script,
      `#!/bin/sh\ncase "$*" in *-dM*) exec ${real} "$@";; esac\necho 'error: no' >&2; exit 1\n`,
    );
    chmodSync(script, 0o700);
    process.env.CC = script;
    const { native, notices } = backend();
    expect(outputsAt(native.compile([k.exp(k.input('x', []))]), 0)[0]![0]).toBe(1);
    expect(notices[0]!.what).toMatch(/failed: error: no/);
    mkdirSync(objects(), { recursive: true });
    expect(readdirSync(objects())).toEqual([]);
  });
});

describe('native code that cannot be had', () => {
  const outputs = network(40, 3, 5);
  const wanted = outputsAt(evaluator.compile(outputs), 3);

  it('falls back without a compiler, and says so once', () => {
    process.env.CC = 'no-such-compiler';
    const { native, notices } = backend();
    expect(outputsAt(native.compile(outputs), 3)).toEqual(wanted);
    expect(outputsAt(native.compile(outputs), 3)).toEqual(wanted);
    expect(notices.map(({ code }) => code)).toEqual(['BNN0805']);
    expect(notices[0]!.what).toBe(
      'the model runs on the evaluator backend, not as native code, because no C compiler answers to `no-such-compiler`',
    );
  });

  it.each([
    ['does nothing', () => undefined],
    ['writes something else', (arena: Float64Array) => void arena.fill(0.5)],
  ])('falls back from code that %s', (_, fault) => {
    const toolchain: Toolchain = {
      macros: () => new Map([['__x86_64__', '1']]),
      load: () => ({
        bind: (_number, arena) => new Array(8).fill(() => fault(arena)) as (() => void)[],
      }),
    };
    const { native, notices } = backend({ toolchain });
    expect(outputsAt(native.compile(outputs), 3)).toEqual(wanted);
    expect(notices[0]!.what).toMatch(/results differ/);
  });
});
