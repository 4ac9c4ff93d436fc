import type { Tiles } from './schedule.js';

/** The step on a last tile that has fewer rows. */
export function cut<T extends Tiles['steps'][number]>(step: T, rows: number): T {
  if (step.kind === 'loop') return { ...step, extents: [...step.extents.slice(0, -1), rows] };
  return { ...step, [step.tiled!]: rows };
}
