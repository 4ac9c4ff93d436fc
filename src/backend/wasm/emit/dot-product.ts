import type { Local } from '../encoder/index.js';
import { countedLoop } from './counted-loop.js';
import { blocks, type Panel, type PanelCode } from './panel.js';
import { overSummedAxes, type SummedAxis } from './summed-axes.js';
import { acrossLanes, BYTES, type Mode } from './vector-access.js';

/** Sums held in registers, and rows of a block, as of the other kernel. */
const SUMS = 8;
const ROWS = 4;
/** Bytes of the second matrix gone through with every row, to stay in the first cache. */
const STRETCH_BYTES = 16384;

export interface DotExtents {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly accumulates: boolean;
  /** Axes that are summed over around the inner one. */
  readonly sums: readonly SummedAxis[];
}

/** c[i, j] = sum over l of a[i, l] b[j, l], l along the vectors of both. */
export class DotProduct {
  constructor(
    private readonly kernel: PanelCode,
    private readonly a: Panel,
    private readonly b: Panel,
    private readonly c: Panel,
    private readonly extents: DotExtents,
  ) {}

  /** Leaves the pointers where they were. */
  emit(): void {
    const { kernel, a, b, c, extents } = this;
    const repeat = this.repeat;
    const wide = Math.floor(SUMS / ROWS);
    const fits = Math.floor(STRETCH_BYTES / (extents.inner * BYTES[b.type]) / wide) * wide;
    const stretch = Math.min(extents.columns, Math.max(4 * wide, fits));
    blocks(extents.columns, stretch, repeat, (columns) => {
      blocks(extents.rows, ROWS, repeat, (tall) => {
        this.across(tall, columns);
      });
      kernel.move(a, -extents.rows, 0);
      kernel.move(c, -extents.rows, columns);
      kernel.move(b, columns, 0);
    });
    kernel.move(b, -extents.columns, 0);
    kernel.move(c, 0, -extents.columns);
  }

  private readonly repeat = (times: number, body: () => void) => {
    countedLoop(this.kernel.code, times, body);
  };

  private across(tall: number, columns: number): void {
    const { kernel, a, b, c } = this;
    const widest = Math.min(columns, Math.floor(SUMS / tall));
    blocks(columns, widest, this.repeat, (wide) => {
      this.block(tall, wide);
      kernel.move(b, wide, 0);
      kernel.move(c, 0, wide);
    });
    kernel.move(b, -columns, 0);
    kernel.move(c, 0, -columns);
    kernel.move(a, tall, 0);
    kernel.move(c, tall, 0);
  }

  private block(tall: number, wide: number): void {
    const { kernel, extents } = this;
    const { code, lanes } = kernel;
    const sums = kernel.zeros(tall * wide);
    const [a, b] = [kernel.copy(this.a), kernel.copy(this.b)];
    const step = (elements: number, mode: Mode) => {
      kernel.addProducts(
        sums,
        wide,
        (i) => {
          kernel.loadVector(a, i, 0, mode);
        },
        (j) => {
          kernel.loadVector(b, j, 0, mode);
        },
      );
      kernel.move(a, 0, elements);
      kernel.move(b, 0, elements);
    };
    overSummedAxes(kernel, [a, b], extents.sums, () => {
      countedLoop(code, Math.floor(extents.inner / lanes), () => {
        step(lanes, 'vector');
      });
      countedLoop(code, extents.inner % lanes, () => {
        step(1, 'lane');
      });
      return { a: extents.inner * a.minor, b: extents.inner * b.minor };
    });
    for (let i = 0; i < tall; i++) this.writeRow(i, sums.slice(i * wide, (i + 1) * wide));
    code.free(a.pointer, b.pointer, ...sums);
  }

  private writeRow(i: number, sums: readonly Local[]): void {
    const pairs = this.c.minor === 1 && this.c.type === 'f64' ? Math.floor(sums.length / 2) : 0;
    for (let pair = 0; pair < pairs; pair++) {
      this.writePair(i, 2 * pair, sums[2 * pair]!, sums[2 * pair + 1]!);
    }
    for (let j = 2 * pairs; j < sums.length; j++) this.writeOne(i, j, sums[j]!);
  }

  /** Two sums beside each other, in one vector. */
  private writePair(i: number, j: number, first: Local, second: Local): void {
    const { kernel, c, extents } = this;
    const { code } = kernel;
    const { pointer, offset } = kernel.at(c, i, j);
    code.get(pointer);
    for (const sum of [first, second]) this.halves(sum);
    code
      .shuffle(...LOW_LANES)
      .get(first, second)
      .shuffle(...HIGH_LANES)
      .op('f64x2.add');
    if (extents.accumulates) code.get(pointer).load('v128.load', offset).op('f64x2.add');
    code.store('v128.store', offset);
  }

  /** A sum as two f64 lanes, on the stack and in its variable. */
  private halves(sum: Local): void {
    const { code, type } = this.kernel;
    if (type === 'f64') {
      code.get(sum);
      return;
    }
    code.get(sum).op('f64x2.promote_low_f32x4');
    code
      .get(sum, sum)
      .shuffle(...HIGH_LANES)
      .op('f64x2.promote_low_f32x4');
    code.op('f64x2.add').tee(sum);
  }

  private writeOne(i: number, j: number, sum: Local): void {
    const { kernel, c, extents } = this;
    const { code, type } = kernel;
    const { pointer, offset } = kernel.at(c, i, j);
    const narrow = c.type === 'f32';
    code.get(pointer);
    acrossLanes(code, sum, type, 'sum');
    if (extents.accumulates) {
      code.get(pointer).load(narrow ? 'f32.load' : 'f64.load', offset);
      if (narrow) code.op('f64.promote_f32');
      code.op('f64.add');
    }
    if (narrow) code.op('f32.demote_f64');
    code.store(narrow ? 'f32.store' : 'f64.store', offset);
  }
}

const LOW_LANES = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];
const HIGH_LANES = [8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31];
