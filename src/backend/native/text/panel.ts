import type { ElementType, Matrix } from '../../schedule/schedule.js';
import type { Target } from '../target.js';

/** A matrix of a product by what its two axes mean to a kernel. */
export interface Panel {
  readonly matrix: Pick<Matrix, 'place' | 'tile'>;
  readonly major: number;
  readonly minor: number;
}

/** What both kernels are given. */
export interface KernelSetting {
  readonly target: Target;
  /** What it computes in. */
  readonly type: ElementType;
  readonly accumulates: boolean;
}
