import { ownNames, positionWriter } from './coordinates.js';
import type { Wiring } from './hamiltonian-block.js';
import { loader } from './state.js';
import type { UnconstrainedBlock } from './unconstrained.js';

/** The log density of a block, for moves that need no gradient. */
export interface PositionDensity {
  /** Refreshes what it reads of other blocks. */
  load(): void;
  at(position: Float64Array): number;
}

export function positionDensity(
  block: UnconstrainedBlock,
  { backend, layout, values }: Wiring,
): PositionDensity {
  const executable = backend.compile([block.logDensity], ownNames(block));
  const load = loader(executable, layout, values);
  const write = positionWriter(executable, block);
  return {
    load: () => void load(),
    at(position) {
      write(position);
      executable.run();
      return executable.outputs[0]![0]!;
    },
  };
}
