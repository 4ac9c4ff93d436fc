import { countedLoop } from './counted-loop.js';
import { blocks, type Panel, type PanelCode } from './panel.js';
import {
  BYTES,
  inMemoryType,
  loadDense,
  loadSplat,
  SHAPE,
  storeDense,
  storeLanes,
  type Mode,
} from './vector-access.js';
import { overSummedAxes, type SummedAxis } from './summed-axes.js';
import type { Local } from '../encoder/index.js';

/**
 * Vectors of sums held in registers, and rows of a block. With more, or with terms written out one
 * after the other, V8 keeps sums in memory: half the speed, measured.
 */
const SUMS = 8;
const ROWS = 4;
/** Where pairs of vectors are joined these fit in registers, and it needs them: with 8 the gain is a third of that with 16. */
const WIDE_SUMS = 16;
/** Bytes of the second matrix gone through at a stretch, to stay in the first cache. */
const STRETCH_BYTES = 20480;

export interface Extents {
  readonly majors: number;
  readonly inner: number;
  readonly minors: number;
  readonly accumulates: boolean;
  /** Axes that are summed over around the inner one. */
  readonly sums: readonly SummedAxis[];
}

interface Block {
  readonly rows: number;
  readonly vectors: number;
  readonly mode: Mode;
  readonly terms: number;
  /** Whether the result is added to what is there. */
  readonly adds: boolean;
}

/** c[m, n] = sum over l of a[m, l] b[l, n]: elements of a in all lanes, n along the vectors. */
export class BroadcastProduct {
  constructor(
    private readonly kernel: PanelCode,
    private readonly a: Panel,
    private readonly b: Panel,
    private readonly c: Panel,
    private readonly extents: Extents,
  ) {}

  /** Leaves the pointers where they were. */
  emit(): void {
    const { kernel, a, b, extents } = this;
    this.passes();
    kernel.move(a, 0, -extents.inner);
    kernel.move(b, -extents.inner, 0);
  }

  /** The pointers of a and b end behind the inner axis. */
  private passes(): void {
    const { kernel, a, b, extents } = this;
    const { inner, accumulates } = extents;
    const stretch = this.stretch();
    const pass = (terms: number, adds: boolean) => {
      this.eachBlock((rows, vectors, mode) => {
        this.block({ rows, vectors, mode, terms, adds });
      });
      kernel.move(a, 0, terms);
      kernel.move(b, terms, 0);
    };
    const full = Math.floor(inner / stretch);
    const rest = inner % stretch;
    if (accumulates || full === 0) {
      countedLoop(kernel.code, full, () => {
        pass(stretch, true);
      });
      if (rest > 0) pass(rest, accumulates);
      return;
    }
    pass(stretch, false);
    countedLoop(kernel.code, full - 1, () => {
      pass(stretch, true);
    });
    if (rest > 0) pass(rest, true);
  }

  private stretch(): number {
    const { b, extents } = this;
    if (extents.sums.length > 0) return extents.inner;
    const fits = Math.floor(STRETCH_BYTES / (extents.minors * BYTES[b.type]));
    return Math.min(extents.inner, Math.max(32, fits));
  }

  /** Visits blocks of rows by blocks of vectors; the pointers of a, b and c stand at each. */
  private eachBlock(visit: (rows: number, vectors: number, mode: Mode) => void): void {
    const { kernel, a, b, c, extents } = this;
    const { code, lanes } = kernel;
    const repeat = (times: number, body: () => void) => {
      countedLoop(code, times, body);
    };
    const step = (elements: number) => {
      kernel.move(b, 0, elements);
      kernel.move(c, 0, elements);
    };
    const across = (rows: number) => {
      const widest = Math.max(1, Math.floor((kernel.wide ? WIDE_SUMS : SUMS) / rows));
      blocks(Math.floor(extents.minors / lanes), widest, repeat, (vectors) => {
        visit(rows, vectors, 'vector');
        step(vectors * lanes);
      });
      countedLoop(code, extents.minors % lanes, () => {
        visit(rows, 1, 'lane');
        step(1);
      });
      step(-extents.minors);
      kernel.move(a, rows, 0);
      kernel.move(c, rows, 0);
    };
    blocks(extents.majors, ROWS, repeat, across);
    kernel.move(a, -extents.majors, 0);
    kernel.move(c, -extents.majors, 0);
  }

  private block(block: Block): void {
    const { kernel, c } = this;
    const { code, type } = kernel;
    const { rows, vectors, mode, adds } = block;
    const sums = kernel.zeros(rows * vectors);
    const places = sums.map((sum, i) => ({
      sum,
      row: Math.floor(i / vectors),
      column: (i % vectors) * kernel.lanes,
    }));
    const inRegisters = adds && c.type === type;
    if (inRegisters) {
      for (const { sum, row, column } of places) {
        kernel.loadVector(c, row, column, mode);
        code.set(sum);
      }
    }
    this.terms(block, sums);
    for (const { sum, row, column } of places) {
      this.write(sum, row, column, mode, adds && !inRegisters);
    }
    code.free(...sums);
  }

  /** The innermost loop. */
  private terms(block: Block, sums: readonly Local[]): void {
    const { kernel } = this;
    const [a, b] = [kernel.copy(this.a), kernel.copy(this.b)];
    overSummedAxes(kernel, [a, b], this.extents.sums, () => {
      countedLoop(kernel.code, block.terms, () => {
        kernel.addProducts(
          sums,
          block.vectors,
          (row) => {
            loadSplat(kernel.code, kernel.at(a, row, 0), a.type, kernel.type);
          },
          (v) => {
            kernel.loadVector(b, 0, v * kernel.lanes, block.mode);
          },
        );
        kernel.move(a, 0, 1);
        kernel.move(b, 1, 0);
      });
      return { a: block.terms * a.minor, b: block.terms * b.major };
    });
    kernel.code.free(a.pointer, b.pointer);
  }

  private write(sum: Local, row: number, column: number, mode: Mode, adds: boolean): void {
    const { kernel, c } = this;
    const { code, type } = kernel;
    if (c.minor !== 1) {
      if (adds) {
        kernel.loadVector(c, row, column, mode);
        code.get(sum).op(`${SHAPE[type]}.add`).set(sum);
      }
      const address = (lane: number) => kernel.lane(c, row, column + lane);
      storeLanes(code, sum, address, type, c.type, mode);
      return;
    }
    const at = kernel.at(c, row, column);
    if (!adds) {
      storeDense(code, sum, at, type, c.type, mode);
      return;
    }
    inMemoryType(code, sum, type, c.type, mode, (part, offset) => {
      const here = { pointer: at.pointer, offset: at.offset + offset };
      loadDense(code, here, c.type, c.type, mode);
      code.get(part).op(`${SHAPE[c.type]}.add`);
      const joined = code.keep('v128');
      storeDense(code, joined, here, c.type, c.type, mode);
      code.free(joined);
    });
  }
}
