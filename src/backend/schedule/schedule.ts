import type { Node } from '../../expression/node.js';

/** Where values lie: the arena, or one of the read-only constant arrays. */
export interface Place {
  /** Undefined: the arena. Otherwise a position in `Schedule.constants`. */
  readonly constant: number | undefined;
  /** In elements, from the start of the arena or the constant. */
  readonly offset: number;
  readonly size: number;
}

/** Elements of a place along the axes of a loop: position = offset + sum index * stride. */
export interface Access {
  readonly place: Place;
  readonly strides: readonly number[];
}

export type Operand =
  | { readonly kind: 'literal'; readonly value: number }
  /** Result of an earlier instruction of the loop. */
  | { readonly kind: 'result'; readonly instruction: number }
  /** Position in `Loop.loads`. */
  | { readonly kind: 'load'; readonly load: number };

/** `op` is the name of an elementwise primitive, or `copy`. */
export interface Instruction {
  readonly op: string;
  readonly operands: readonly Operand[];
}

export interface Store {
  readonly value: Operand;
  readonly to: Access;
}

/** Straight-line elementwise code over nested extents (outermost first), stores and sums. */
export interface Loop {
  readonly kind: 'loop';
  readonly extents: readonly number[];
  readonly loads: readonly Access[];
  readonly instructions: readonly Instruction[];
  readonly stores: readonly Store[];
  /** Sums: the place starts at zero and the value is added at every index. */
  readonly sums: readonly Store[];
}

/** One primitive that is not elementwise, on dense operands. */
export interface Kernel {
  readonly kind: 'kernel';
  readonly node: Node;
  readonly inputs: readonly Place[];
  readonly output: Place;
}

export type Step = Loop | Kernel;

/** A set of outputs as steps over one arena: what every backend turns into code. */
export interface Schedule {
  readonly steps: readonly Step[];
  readonly arenaSize: number;
  readonly constants: readonly Float64Array[];
  readonly inputs: ReadonlyMap<string, Place>;
  readonly outputs: readonly Place[];
}
