import type { ElementType, Matrix } from '../../schedule/schedule.js';
import type { Target } from '../target.js';
import { base, sumText, timesText } from './positions.js';

/** A matrix of a product by what its two axes mean to a kernel. */
export interface Panel {
  /** Where its memory begins, and its first element from there. */
  readonly base: string;
  readonly start: string;
  readonly type: ElementType;
  readonly major: number;
  readonly minor: number;
  /** Whether whole vectors may be read at the end of the minor axis. */
  readonly padded: boolean;
}

/** What the kernels are given. */
export interface KernelSetting {
  readonly target: Target;
  /** What it computes in. */
  readonly type: ElementType;
  readonly accumulates: boolean;
}

export function panelOf({ place, tile }: Matrix, major: number, minor: number): Panel {
  const start = sumText([place.offset, timesText('t', tile)]);
  return { base: base(place), start, type: place.type, major, minor, padded: false };
}
