import type { Executable } from '../../backend/backend.js';
import type { Node } from '../../expression/index.js';
import { ownNames, positionWriter } from './coordinates.js';
import { positionDensity } from './position-density.js';
import { loader, type StateWiring } from './state.js';
import type { UnconstrainedBlock } from './unconstrained.js';

/** A block's log density, the first of the outputs, and what comes with it, at a position. */
export interface Slopes {
  readonly outputs: readonly Float64Array[];
  /** Computes the outputs. */
  at(position: Float64Array): void;
  /** Where outputs are of single precision, the log density at the position of the last `at`. */
  readonly exact?: (position: Float64Array) => number;
  load(): boolean;
  readonly precision?: PrecisionChoice;
}

export interface PrecisionTuning {
  /** Log densities that were off. */
  readonly rough: number;
  readonly isFull: boolean;
}

/** Whether single precision serves: plain JSON. */
export interface PrecisionChoice {
  /** Goes over to double precision if it has to: true at the move from which on. */
  reconsider(): boolean;
  tuning(): PrecisionTuning;
  restore(tuning: PrecisionTuning): void;
}

export function slopesInFull(
  nodes: readonly Node[],
  block: UnconstrainedBlock,
  { backend, layout, values }: StateWiring,
): Slopes {
  const executable = backend.compile(nodes, ownNames(block));
  return {
    outputs: executable.outputs,
    at: evaluation(executable, block),
    load: loader(executable, layout, values),
  };
}

/**
 * In single precision where rows and units are computed, as long as that serves. A log density that is off by more
 * than noise of the kind that an accepted move has anyhow shows data that single precision cannot hold, such as years in
 * seconds: warm-up then goes over to double precision.
 */
export function slopesInSingle(
  nodes: readonly Node[],
  block: UnconstrainedBlock,
  place: StateWiring,
): Slopes {
  const { backend, layout, values } = place;
  const single = backend.compile(nodes, ownNames(block), backend.slopes);
  const atSingle = evaluation(single, block);
  const loadSingle = loader(single, layout, values);
  const double = positionDensity(block, place);
  let full: Slopes | undefined;
  let rough = 0;
  const useFull = () => {
    full ??= slopesInFull(nodes, block, place);
  };
  const { outputs } = single;
  return {
    outputs,
    at(position) {
      if (full === undefined) {
        atSingle(position);
        return;
      }
      full.at(position);
      outputs.forEach((output, i) => {
        output.set(full!.outputs[i]!);
      });
    },
    exact(position) {
      const approximate = outputs[0]![0]!;
      if (full !== undefined) return approximate;
      const found = double.at(position);
      if (Math.abs(found - approximate) > OFF + OFF_RELATIVE * Math.abs(found)) rough++;
      return found;
    },
    load() {
      if (full !== undefined) return full.load();
      double.load();
      return loadSingle();
    },
    precision: {
      reconsider() {
        if (full !== undefined || rough < ROUGH) return false;
        useFull();
        return true;
      },
      tuning: () => ({ rough, isFull: full !== undefined }),
      restore(tuning) {
        rough = tuning.rough;
        if (tuning.isFull) useFull();
      },
    },
  };
}

/** By how much a log density may be off: far from the typical set, in proportion. */
const OFF = 0.1;
const OFF_RELATIVE = 1e-5;
/** One point may be odd. */
const ROUGH = 3;

function evaluation(
  executable: Executable,
  block: UnconstrainedBlock,
): (position: Float64Array) => void {
  const write = positionWriter(executable, block);
  return (position) => {
    write(position);
    executable.run();
  };
}
