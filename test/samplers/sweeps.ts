import type { RandomStream } from '../../src/base/random/stream.js';
import type { Kernel, LogDensity } from '../../src/samplers/kernel.js';
import type { Sweep } from './joint-test.js';

export type Step = (stream: RandomStream, unknowns: Float64Array) => void;

/** A reversible move, which is its own reverse. */
export function ownReverse<Data>(condition: (data: Data) => void, step: Step): Sweep<Data> {
  return { condition, forward: step, backward: step };
}

/** One step of a reversible kernel on a density that keeps the data. */
export function reversible<Data, State extends { position: Float64Array }, Parameters>(
  density: LogDensity & { data: Data },
  kernel: Kernel<State, Parameters, unknown>,
  tuned: Parameters,
  disguise: (stream: RandomStream) => RandomStream = (stream) => stream,
): Sweep<Data> {
  return ownReverse(
    (data) => void (density.data = data),
    (stream, unknowns) => {
      unknowns.set(kernel.step(disguise(stream), kernel.init(unknowns), tuned).state.position);
    },
  );
}

/** Reversible moves one after the other; the reverse takes them the other way round. */
export function inTurn<Data>(
  condition: (data: Data) => void,
  ...moves: readonly Step[]
): Sweep<Data> {
  const backward = moves.toReversed();
  return {
    condition,
    forward(stream, unknowns) {
      for (const move of moves) move(stream, unknowns);
    },
    backward(stream, unknowns) {
      for (const move of backward) move(stream, unknowns);
    },
  };
}

/** Prints a p-value where the environment asks for it. */
export function report(name: string, p: number): number {
  if (process.env.BNN_P_VALUES) console.log(`${name}: p = ${p.toExponential(2)}`);
  return p;
}
