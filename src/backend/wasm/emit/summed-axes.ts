import { countedLoop } from './counted-loop.js';
import type { Panel, PanelCode } from './panel.js';

/** An axis of a sum around the innermost one: elements from one position to the next in the two factors. */
export interface SummedAxis {
  readonly extent: number;
  readonly a: number;
  readonly b: number;
}

/** Runs `innermost` at all positions of the axes; it moves the pointers on by the elements that it returns. */
export function overSummedAxes(
  kernel: PanelCode,
  [a, b]: readonly [Panel, Panel],
  axes: readonly SummedAxis[],
  innermost: () => { readonly a: number; readonly b: number },
): void {
  const level = (depth: number): { readonly a: number; readonly b: number } => {
    const axis = axes[depth];
    if (axis === undefined) return innermost();
    countedLoop(kernel.code, axis.extent, () => {
      const moved = level(depth + 1);
      kernel.shift(a, axis.a - moved.a);
      kernel.shift(b, axis.b - moved.b);
    });
    return { a: axis.extent * axis.a, b: axis.extent * axis.b };
  };
  level(0);
}
