import type { Fills } from '../base/random/bulk.js';
import type { Node } from '../expression/node.js';
import type { ElementType } from './schedule/schedule.js';
import type { SharedMemory } from './wasm/memory.js';
import type { PostedModule } from './wasm/modules.js';

/** Read-only data in memory that threads share, and code made for it; it may be posted to one. */
export interface SharedData extends SharedMemory {
  readonly modules?: readonly PostedModule[];
}

/** A compiled set of outputs in one arena: nothing is allocated by `run`. */
export interface Executable {
  /** Views to write before `run`, by input name; row-major. */
  readonly inputs: ReadonlyMap<string, Float64Array>;
  /** Views that `run` fills, in the order the outputs were given. */
  readonly outputs: readonly Float64Array[];
  /** Computes what depends on no changing input; to be called when another input was written. */
  refresh(): void;
  run(): void;
}

/** Turns expressions into code. Constants (data) are read-only and shared between executables. */
export interface Backend {
  readonly name: string;
  /**
   * `changing`: names of the inputs that change between runs; by default all may. `precision`: of what is computed for
   * every row and unit, in place of the backend's own.
   */
  compile(
    outputs: readonly Node[],
    changing?: ReadonlySet<string>,
    precision?: ElementType,
  ): Executable;
  /** Precision for slopes that a trajectory only follows; absent: that of all else. */
  readonly slopes?: ElementType;
  /** Bulk draws in this thread, the bits of the plain ones; absent: those. */
  readonly fills?: Fills;
  /** What was left to the backend and is decided by now: how all that run with this one must be made. */
  decided?(): { readonly wide: boolean };
  /** What a backend of another thread is given to share data with this one; absent: nothing. */
  share?(): SharedData;
}
