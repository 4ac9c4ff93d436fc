import type { ElementType, Matrix } from '../../schedule/schedule.js';
import type { Target } from '../target.js';
import { base, sumText, timesText } from './positions.js';
import { SUFFIX } from './vector-types.js';

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
  /** Extents of the axes that are summed over around the inner one; their indices are s0, s1, .. */
  readonly sums: readonly number[];
}

/** A vector of elements that lie next to each other; of the first `part` alone where that is given. */
export function loadText(panel: Panel, at: string, type: ElementType, part?: number): string {
  const name = `${SUFFIX[type]}${SUFFIX[panel.type]}`;
  const address = `${panel.base} + ${at}`;
  return part === undefined ? `ld_${name}(${address})` : `ldn_${name}(${address}, ${String(part)})`;
}

/** Strides of a matrix along the axes around a product, whose indices are o0, o1, .. or s0, s1, .. */
export type PanelAxes = Readonly<Record<'o' | 's', readonly number[]>>;

export function panelOf(
  { place, tile }: Matrix,
  major: number,
  minor: number,
  axes: PanelAxes = { o: [], s: [] },
): Panel {
  const terms = (['o', 's'] as const).flatMap((name) =>
    axes[name].map((stride, i) => timesText(`${name}${String(i)}`, stride)),
  );
  const start = sumText([place.offset, timesText('t', tile), ...terms]);
  return { base: base(place), start, type: place.type, major, minor, padded: false };
}
