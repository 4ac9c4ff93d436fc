import type { Node } from '../../expression/node.js';

export type ElementType = 'f64' | 'f32';

/** Where values lie: the arena, or one of the read-only constant arrays. */
export interface Place {
  /** Undefined: the arena. Otherwise a position in `Schedule.constants`. */
  readonly constant: number | undefined;
  /** In elements of the type, from the start of the arena or the constant. */
  readonly offset: number;
  readonly size: number;
  readonly type: ElementType;
}

/** Elements of a place along the axes of a loop: position = offset + sum index * stride. */
export interface Access {
  readonly place: Place;
  readonly strides: readonly number[];
  /** Elements from one tile of rows to the next: 0 outside tiles and in buffers that every tile uses. */
  readonly tile: number;
  /** Adds the value of an earlier load, a 0-based index, times a stride to the position. */
  readonly index?: { readonly load: number; readonly stride: number };
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

export interface Reduction extends Store {
  readonly op: 'sum' | 'max';
  /** Adds to what earlier tiles left; otherwise the place starts at 0, or at -Infinity, in this loop. */
  readonly accumulates: boolean;
}

/** Straight-line elementwise code over nested extents (outermost first), stores and reductions. */
export interface Loop {
  readonly kind: 'loop';
  /** Inside tiles the last extent is that of the rows. */
  readonly extents: readonly number[];
  /** What the instructions compute in. */
  readonly type: ElementType;
  readonly loads: readonly Access[];
  readonly instructions: readonly Instruction[];
  readonly stores: readonly Store[];
  readonly reductions: readonly Reduction[];
}

/** A matrix inside a place: element (i, j) is at offset + i * row + j * column. */
export interface Matrix {
  readonly place: Place;
  readonly row: number;
  readonly column: number;
  readonly tile: number;
}

/** An axis of a product besides the three: elements from one position to the next in its matrices. */
export interface ProductAxis {
  readonly extent: number;
  readonly left: number;
  readonly right: number;
  readonly output: number;
}

/** output = left @ right, or added to it where it accumulates over tiles. */
export interface Product {
  readonly kind: 'product';
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  /** Which of the extents is that of the tile's rows. */
  readonly tiled: 'rows' | 'inner' | undefined;
  readonly left: Matrix;
  readonly right: Matrix;
  readonly output: Matrix;
  readonly accumulates: boolean;
  /** Axes at every position of which the product is done, outermost first. */
  readonly around: readonly ProductAxis[];
  /** Axes that are summed over besides the inner one, outermost first. */
  readonly sums: readonly Omit<ProductAxis, 'output'>[];
  /** What is accumulated starts at 0 in every tile: positions around the product share elements of the output. */
  readonly clears: boolean;
}

/** One primitive that is neither elementwise nor a product, on dense f64 operands. */
export interface Kernel {
  readonly kind: 'kernel';
  readonly node: Node;
  readonly inputs: readonly Place[];
  readonly output: Place;
}

/** Steps run for one tile of rows after another, so that what they pass on stays in the cache. */
export interface Tiles {
  readonly kind: 'tiles';
  readonly rows: number;
  /** Rows of a tile; the last one may have fewer. */
  readonly tile: number;
  /** Set to 0 before the first tile. */
  readonly clears: readonly Place[];
  readonly steps: readonly (Loop | Product)[];
}

export type Step = Loop | Product | Kernel | Tiles;

/** Values that lie in read-only memory, in the type and order in which steps read them. */
export interface Constant {
  readonly values: Float64Array;
  readonly type: ElementType;
}

/** A set of outputs as steps over one arena: what every backend turns into code. */
export interface Schedule {
  /** What depends on no changing input, to be run again when another input changes. */
  readonly preparation: readonly Step[];
  readonly steps: readonly Step[];
  /** In units of 8 bytes. */
  readonly arenaSize: number;
  readonly constants: readonly Constant[];
  readonly inputs: ReadonlyMap<string, Place>;
  readonly outputs: readonly Place[];
}
