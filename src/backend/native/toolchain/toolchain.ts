/** Programs in the process; whoever calls their functions keeps what `bind` gave, and the memory. */
export interface LoadedObject {
  /** A function for each segment of a program, on memory that begins where the arrays do. */
  bind(
    program: number,
    arena: Float64Array,
    constants: readonly Float64Array[],
  ): readonly (() => void)[];
}

/** Turns C text into functions. Both throw a ToolchainFailure. */
export interface Toolchain {
  /** Predefined macros of the compiler for the processor at hand. */
  macros(): ReadonlyMap<string, string>;
  load(text: string, options: BuildOptions): LoadedObject;
}

export interface BuildOptions {
  /** Whether a product and a sum may be rounded once. */
  readonly contracts: boolean;
}

/** Why there is no native code, in words that follow `because`. */
export class ToolchainFailure extends Error {
  constructor(readonly reason: string) {
    super(reason);
    this.name = 'ToolchainFailure';
  }
}
