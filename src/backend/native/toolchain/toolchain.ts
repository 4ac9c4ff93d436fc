/** Functions of a loaded program; whoever calls them keeps `functions` and the arrays. */
export interface LoadedProgram {
  /** Address of an array modulo 64. */
  misalignment(array: Float64Array | Float32Array): number;
  /** A function for each segment, on these arrays. */
  bind(
    arena: Float64Array,
    constants: readonly (Float64Array | Float32Array)[],
  ): readonly (() => void)[];
}

/** Turns C text into functions. Both throw a ToolchainFailure. */
export interface Toolchain {
  /** Predefined macros of the compiler for the processor at hand. */
  macros(): ReadonlyMap<string, string>;
  load(text: string, options: BuildOptions): LoadedProgram;
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
