import { work, workAgain } from '../4-condition/work.js';
import { unconstrainedName } from './coordinate-maps.js';
import { ownNames, positionWriter } from './coordinates.js';
import { loader, type StateWiring } from './state.js';
import type { UnconstrainedBlock } from './unconstrained.js';

/** The log density of a block, for moves that need no gradient. */
export interface PositionDensity {
  /** Refreshes what it reads of other blocks. */
  load(): void;
  at(position: Float64Array): number;
  /**
   * The same for positions that differ from the block's present one in the variable of one coordinate: what does not
   * depend on that is computed once.
   */
  along(coordinate: number, present: Float64Array): (position: Float64Array) => number;
}

export function positionDensity(
  block: UnconstrainedBlock,
  { backend, layout, values }: StateWiring,
): PositionDensity {
  const executable = backend.compile([block.logDensity], ownNames(block));
  const load = loader(executable, layout, values);
  const write = positionWriter(executable, block);
  const at = (position: Float64Array) => {
    write(position);
    executable.run();
    return executable.outputs[0]![0]!;
  };
  const apart = new Map<number, ReturnType<typeof alongVariable>>();
  return {
    load: () => void load(),
    at,
    along(coordinate, present) {
      const moving = block.ranges.findIndex(({ end }) => coordinate < end);
      const known = apart.get(moving);
      if (known !== undefined) return known(present);
      const made = gains(block, moving)
        ? alongVariable(block, moving, { backend, layout, values })
        : () => at;
      apart.set(moving, made);
      return made(present);
    },
  };
}

/** Code of its own for moves of one variable, with all else that the density reads held. */
function alongVariable(
  block: UnconstrainedBlock,
  moving: number,
  { backend, layout, values }: StateWiring,
): (present: Float64Array) => (position: Float64Array) => number {
  const name = unconstrainedName(block.variables[moving]!.name);
  const executable = backend.compile([block.logDensity], new Set([name]));
  const load = loader(executable, layout, values);
  const write = positionWriter(executable, block);
  const view = executable.inputs.get(name);
  const { start, end } = block.ranges[moving]!;
  const at = (position: Float64Array) => {
    view?.set(position.subarray(start, end));
    executable.run();
    return executable.outputs[0]![0]!;
  };
  return (present) => {
    write(present);
    if (!load()) executable.refresh();
    return at;
  };
}

/** Whether less than half of the work is to be done again when this variable moves. */
function gains({ logDensity, variables }: UnconstrainedBlock, moving: number): boolean {
  if (variables.length === 1) return false;
  const name = unconstrainedName(variables[moving]!.name);
  return 2 * workAgain([logDensity], name) < work([logDensity]);
}
