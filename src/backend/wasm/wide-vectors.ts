import * as k from '../../expression/index.js';
import type { Node } from '../../expression/index.js';
import type { Schedule, Step } from '../schedule/schedule.js';
import { nodeModule } from './features.js';

/** An engine that can make one vector of 256 bits of two of 128 where code lets it. */
export interface PairingEngine {
  /** Whether there is such a switch. */
  readonly able: boolean;
  /** For what is compiled from now on, in the whole process. */
  pair(on: boolean): void;
  /** Milliseconds. */
  now(): number;
}

/** Code to be tried. */
export interface Candidate {
  run(): void;
  readonly outputs: readonly Float64Array[];
}

/** Multiply-adds of one run, from which on a probe is soon earned back: some milliseconds a gradient. */
const LARGE = 5e7;
/**
 * Each candidate runs so long, in milliseconds and in calls: engines optimise what runs often, on a thread that may have
 * to wait where the machine is busy.
 */
const PATIENCE = 60;
const LEAST_CALLS = 240;
/** A smaller gain may be noise. */
const GAIN = 1.1;

/** V8's switch, in Node from 24 on. Older ones, and other engines, have none: 128 bits are all they use. */
export function v8Pairing(): PairingEngine {
  const v8 = nodeModule('node:v8');
  const flag = 'experimental-wasm-revectorize';
  return {
    able: v8 !== undefined && v8Major() >= 13,
    pair: (on) => v8?.setFlagsFromString(`--${on ? '' : 'no-'}${flag}`),
    now: () => performance.now(),
  };
}

function v8Major(): number {
  const { process } = globalThis as { process?: { versions?: { v8?: string } } };
  return Number.parseInt(process?.versions?.v8 ?? '0', 10);
}

/** Whether a model is large enough to be worth a probe. */
export function isLarge({ steps }: Schedule): boolean {
  return steps.reduce((sum, step) => sum + multiplyAdds(step), 0) >= LARGE;
}

function multiplyAdds(step: Step): number {
  if (step.kind === 'tiles') {
    const one = step.steps.reduce((sum, inner) => sum + multiplyAdds(inner), 0);
    return (one * step.rows) / step.tile;
  }
  if (step.kind !== 'product') return 0;
  const { rows, inner, columns, around, sums } = step;
  return [...around, ...sums].reduce(
    (product, { extent }) => product * extent,
    rows * inner * columns,
  );
}

/**
 * Whether pairs of vectors, with the tiles that suit them, give the same bits in less time. The switch is left on if so,
 * and off if not.
 */
export function pairsPay(engine: PairingEngine, candidate: (wide: boolean) => Candidate): boolean {
  if (!engine.able) return false;
  const narrow = measured(candidate(false), engine);
  engine.pair(true);
  const wide = measured(candidate(true), engine);
  const pays = sameBits(narrow.outputs, wide.outputs) && wide.least * GAIN < narrow.least;
  if (!pays) engine.pair(false);
  return pays;
}

/** The least time of a call, of those after half of the time and of the calls: the first ones warm up. */
function measured({ run, outputs }: Candidate, { now }: PairingEngine) {
  const begun = now();
  let least = Infinity;
  for (let call = 0, at = begun; call < LEAST_CALLS || at - begun < PATIENCE; call++) {
    run();
    const after = now();
    if (call >= LEAST_CALLS / 2 && after - begun >= PATIENCE / 2)
      least = Math.min(least, after - at);
    at = after;
  }
  return { least, outputs: outputs.map((view) => view.slice()) };
}

function sameBits(one: readonly Float64Array[], other: readonly Float64Array[]): boolean {
  return one.every((view, i) => view.every((x, j) => Object.is(x, other[i]![j])));
}

/** What is tried: a network's density and gradient, products in both directions with what stands between them. */
export function trialNetwork(): Node[] {
  const [rows, features, units] = [80, 128, 64];
  const wave = (size: number, step: number) =>
    Float64Array.from({ length: size }, (_, i) => Math.sin(1 + i * step));
  const x = k.constant(wave(rows * features, 0.37), [rows, features], 'x');
  const y = k.constant(wave(rows, 0.11), [rows], 'y');
  const [w, v] = [k.input('w', [features, units]), k.input('v', [units, units])];
  const hidden = k.tanh(k.matmul(k.tanh(k.matmul(x, w)), v));
  const density = k.neg(k.sum(k.square(k.sub(y, k.sum(hidden, [1])))));
  return [density, ...k.gradient(density, [w, v])];
}

/** Values for the inputs of the trial, of moderate size. */
export function fillTrial(inputs: ReadonlyMap<string, Float64Array>): void {
  for (const view of inputs.values()) view.forEach((_, i) => (view[i] = 0.1 * Math.cos(i)));
}
