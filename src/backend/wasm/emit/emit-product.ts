import type { ElementType, Matrix, Product } from '../../schedule/schedule.js';
import type { Machine } from '../elementwise/index.js';
import type { Code, Local } from '../encoder/index.js';
import { countedLoop } from './counted-loop.js';
import type { ConstantAddress, StepParameters } from './pointers.js';
import {
  acrossLanes,
  BYTES,
  inMemoryType,
  LANES,
  loadDense,
  loadLanes,
  loadSplat,
  SHAPE,
  storeDense,
  storeLanes,
  type Mode,
} from './vector-access.js';

/** A matrix as the kernel sees it: a pointer, and strides of its two axes in elements. */
interface Panel {
  readonly pointer: Local;
  readonly offset: number;
  readonly type: ElementType;
  readonly major: number;
  readonly minor: number;
}

/** Vectors held in registers: their sums and a few operands fit into the sixteen of a processor. */
const SUMS = 8;
/** Rows of a block, when there are as many. */
const ROWS = 4;
/** Terms written out one after the other in the innermost loop. */
const UNROLLED = 4;
/** Terms summed at a stretch, so that what they read again stays in the first cache. */
const STRETCH = 256;

/** Writes a product into the body of its function. */
export function emitProduct(
  code: Code,
  product: Product,
  parameters: StepParameters,
  constants: ConstantAddress,
  machine: Machine,
): void {
  new ProductEmitter(code, product, parameters, constants, machine).emit();
}

class ProductEmitter {
  private readonly type: ElementType;

  constructor(
    private readonly code: Code,
    private readonly product: Product,
    private readonly parameters: StepParameters,
    private readonly constants: ConstantAddress,
    private readonly machine: Machine,
  ) {
    const narrow = product.left.place.type === 'f32' && product.right.place.type === 'f32';
    this.type = narrow ? 'f32' : 'f64';
  }

  /** Along which axis neighbours lie next to each other decides the kernel. */
  emit(): void {
    const { left, right, output, rows, inner, columns, tiled } = this.product;
    const alongInner = left.column === 1 && right.row === 1 && inner >= LANES[this.type];
    if (tiled === 'inner' || (alongInner && !(right.column === 1 || left.row === 1))) {
      this.dotProducts();
    } else if (tiled === 'rows' || (left.row === 1 && output.row === 1 && columns !== 1)) {
      // The transpose: columns by rows.
      const a = this.panel(right, right.column, right.row);
      const b = this.panel(left, left.column, left.row);
      this.broadcasts(a, b, this.panel(output, output.column, output.row), columns, inner, rows);
    } else {
      const a = this.panel(left, left.row, left.column);
      const b = this.panel(right, right.row, right.column);
      this.broadcasts(a, b, this.panel(output, output.row, output.column), rows, inner, columns);
    }
  }

  private panel({ place, tile }: Matrix, major: number, minor: number): Panel {
    const { code, parameters } = this;
    const bytes = BYTES[place.type];
    if (place.constant === undefined) code.get(parameters.base);
    else code.i32(0);
    if (tile !== 0)
      code
        .get(parameters.tile)
        .i32(tile * bytes)
        .op('i32.mul')
        .op('i32.add');
    const start = place.constant === undefined ? 0 : this.constants(place.constant);
    const pointer = code.keep('i32');
    return { pointer, offset: start + place.offset * bytes, type: place.type, major, minor };
  }

  /** c[m, n] = sum over l of a[m, l] b[l, n]: elements of a in all lanes, n along the vectors. */
  private broadcasts(
    a: Panel,
    b: Panel,
    c: Panel,
    majors: number,
    inner: number,
    minors: number,
  ): void {
    const stretches = Math.floor(inner / STRETCH);
    const rest = inner % STRETCH;
    const fresh = stretches === 0 || (stretches === 1 && rest === 0);
    const pass = (terms: number, adds: boolean) => {
      this.eachBlock(a, b, c, majors, minors, (rows, vectors, mode) => {
        this.block(a, b, c, { rows, vectors, mode, terms, adds });
      });
    };
    if (fresh && !this.product.accumulates) {
      pass(inner, false);
      return;
    }
    if (!this.product.accumulates) {
      pass(STRETCH, false);
      this.move(a, 0, STRETCH);
      this.move(b, STRETCH, 0);
    }
    countedLoop(this.code, stretches - (this.product.accumulates ? 0 : 1), () => {
      pass(STRETCH, true);
      this.move(a, 0, STRETCH);
      this.move(b, STRETCH, 0);
    });
    if (rest > 0) pass(rest, true);
  }

  /** Visits blocks of rows by blocks of vectors; the pointers of a, b and c stand at each. */
  private eachBlock(
    a: Panel,
    b: Panel,
    c: Panel,
    majors: number,
    minors: number,
    visit: (rows: number, vectors: number, mode: Mode) => void,
  ): void {
    const lanes = LANES[this.type];
    const across = (rows: number) => {
      const widest = Math.max(1, Math.floor(SUMS / rows));
      const vectors = Math.floor(minors / lanes);
      const step = (elements: number) => {
        this.move(b, 0, elements);
        this.move(c, 0, elements);
      };
      countedLoop(this.code, Math.floor(vectors / widest), () => {
        visit(rows, widest, 'vector');
        step(widest * lanes);
      });
      if (vectors % widest > 0) {
        visit(rows, vectors % widest, 'vector');
        step((vectors % widest) * lanes);
      }
      countedLoop(this.code, minors % lanes, () => {
        visit(rows, 1, 'lane');
        step(1);
      });
      step(-minors);
    };
    const down = (rows: number) => {
      across(rows);
      this.move(a, rows, 0);
      this.move(c, rows, 0);
    };
    countedLoop(this.code, Math.floor(majors / ROWS), () => {
      down(ROWS);
    });
    if (majors % ROWS > 0) down(majors % ROWS);
    this.move(a, -majors, 0);
    this.move(c, -majors, 0);
  }

  private move({ pointer, type, major, minor }: Panel, majors: number, minors: number): void {
    const bytes = (majors * major + minors * minor) * BYTES[type];
    if (bytes !== 0) this.code.get(pointer).i32(bytes).op('i32.add').set(pointer);
  }

  private block(
    a: Panel,
    b: Panel,
    c: Panel,
    block: {
      readonly rows: number;
      readonly vectors: number;
      readonly mode: Mode;
      readonly terms: number;
      readonly adds: boolean;
    },
  ): void {
    const { code, type } = this;
    const { rows, vectors, mode, terms, adds } = block;
    const sums = Array.from({ length: rows * vectors }, () => code.local('v128'));
    for (const [i, sum] of sums.entries()) {
      if (adds && c.type === type) this.loadVector(c, Math.floor(i / vectors), i % vectors, mode);
      else this.zero();
      code.set(sum);
    }
    this.terms(a, b, { rows, vectors, mode, terms }, sums);
    for (const [i, sum] of sums.entries()) {
      this.write(c, Math.floor(i / vectors), i % vectors, sum, mode, adds && c.type !== type);
    }
    code.free(...sums);
  }

  /** The innermost loop: a few terms written out, then on to the next. */
  private terms(
    a: Panel,
    b: Panel,
    block: {
      readonly rows: number;
      readonly vectors: number;
      readonly mode: Mode;
      readonly terms: number;
    },
    sums: readonly Local[],
  ): void {
    const { code } = this;
    const { rows, vectors, mode, terms } = block;
    const [at, bt] = [
      { ...a, pointer: code.local('i32') },
      { ...b, pointer: code.local('i32') },
    ];
    code.get(a.pointer).set(at.pointer).get(b.pointer).set(bt.pointer);
    const some = (count: number) => {
      for (let l = 0; l < count; l++) this.term(at, bt, l, { rows, vectors, mode }, sums);
      this.move(at, 0, count);
      this.move(bt, count, 0);
    };
    countedLoop(code, Math.floor(terms / UNROLLED), () => {
      some(UNROLLED);
    });
    if (terms % UNROLLED > 0) some(terms % UNROLLED);
    code.free(at.pointer, bt.pointer);
  }

  private term(
    a: Panel,
    b: Panel,
    l: number,
    block: { readonly rows: number; readonly vectors: number; readonly mode: Mode },
    sums: readonly Local[],
  ): void {
    const { code, type } = this;
    const loaded = Array.from({ length: block.vectors }, (_, v) => {
      this.loadVector({ ...b, offset: b.offset + l * b.major * BYTES[b.type] }, 0, v, block.mode);
      return code.keep('v128');
    });
    for (let row = 0; row < block.rows; row++) {
      const offset = a.offset + (row * a.major + l * a.minor) * BYTES[a.type];
      loadSplat(code, { pointer: a.pointer, offset }, a.type, type);
      const factor = code.keep('v128');
      for (const [v, vector] of loaded.entries()) {
        this.multiplyAdd(factor, vector, sums[row * block.vectors + v]!);
      }
      code.free(factor);
    }
    code.free(...loaded);
  }

  private multiplyAdd(a: Local, b: Local, sum: Local): void {
    const { code, type, machine } = this;
    const shape = SHAPE[type];
    if (machine.relaxed) code.get(a, b, sum).op(`${shape}.relaxed_madd`).set(sum);
    else code.get(a, b).op(`${shape}.mul`).get(sum).op(`${shape}.add`).set(sum);
  }

  private zero(): void {
    if (this.type === 'f64') this.code.f64x2(0);
    else this.code.f32x4(0);
  }

  /** Vector `v` of a row of a panel, on the stack. */
  private loadVector(panel: Panel, row: number, v: number, mode: Mode): void {
    const { code, type } = this;
    const first = row * panel.major + v * LANES[type] * panel.minor;
    if (panel.minor === 1) {
      const at = { pointer: panel.pointer, offset: panel.offset + first * BYTES[panel.type] };
      loadDense(code, at, panel.type, type, mode);
    } else {
      loadLanes(code, (lane) => this.lane(panel, first, lane), panel.type, type, mode);
    }
  }

  private lane(panel: Panel, first: number, lane: number): number {
    this.code.get(panel.pointer);
    return panel.offset + (first + lane * panel.minor) * BYTES[panel.type];
  }

  private write(panel: Panel, row: number, v: number, sum: Local, mode: Mode, adds: boolean): void {
    const { code, type } = this;
    const first = row * panel.major + v * LANES[type] * panel.minor;
    if (panel.minor !== 1) {
      if (adds) this.addTo(panel, row, v, sum, mode);
      storeLanes(code, sum, (lane) => this.lane(panel, first, lane), type, panel.type, mode);
      return;
    }
    const at = { pointer: panel.pointer, offset: panel.offset + first * BYTES[panel.type] };
    if (!adds) {
      storeDense(code, sum, at, type, panel.type, mode);
      return;
    }
    inMemoryType(code, sum, type, panel.type, mode, (part, offset) => {
      const here = { pointer: at.pointer, offset: at.offset + offset };
      loadDense(code, here, panel.type, panel.type, mode);
      code.get(part).op(`${SHAPE[panel.type]}.add`);
      const joined = code.keep('v128');
      storeDense(code, joined, here, panel.type, panel.type, mode);
      code.free(joined);
    });
  }

  private addTo(panel: Panel, row: number, v: number, sum: Local, mode: Mode): void {
    this.loadVector(panel, row, v, mode);
    this.code.get(sum).op(`${SHAPE[this.type]}.add`).set(sum);
  }

  /** out[i, j] += sum over l of left[i, l] right[l, j], l along the vectors of both. */
  private dotProducts(): void {
    const { product, code } = this;
    const { left, right, output, rows, columns } = product;
    const a = this.panel(left, left.row, left.column);
    const b = this.panel(right, right.column, right.row);
    const c = this.panel(output, output.row, output.column);
    const across = (tall: number) => {
      const wide = Math.min(columns, Math.max(1, Math.floor(SUMS / tall)));
      countedLoop(code, Math.floor(columns / wide), () => {
        this.dots(a, b, c, tall, wide);
        this.move(b, wide, 0);
        this.move(c, 0, wide);
      });
      if (columns % wide > 0) {
        this.dots(a, b, c, tall, columns % wide);
        this.move(b, columns % wide, 0);
        this.move(c, 0, columns % wide);
      }
      this.move(b, -columns, 0);
      this.move(c, 0, -columns);
      this.move(a, tall, 0);
      this.move(c, tall, 0);
    };
    countedLoop(code, Math.floor(rows / ROWS), () => {
      across(ROWS);
    });
    if (rows % ROWS > 0) across(rows % ROWS);
  }

  private dots(a: Panel, b: Panel, c: Panel, tall: number, wide: number): void {
    const { code, type, product } = this;
    const sums = Array.from({ length: tall * wide }, () => code.local('v128'));
    for (const sum of sums) {
      this.zero();
      code.set(sum);
    }
    const [at, bt] = [
      { ...a, pointer: code.local('i32') },
      { ...b, pointer: code.local('i32') },
    ];
    code.get(a.pointer).set(at.pointer).get(b.pointer).set(bt.pointer);
    const lanes = LANES[type];
    const some = (vectors: number, mode: Mode) => {
      for (let v = 0; v < vectors; v++) this.dotTerm(at, bt, v, tall, wide, sums, mode);
      const elements = mode === 'lane' ? 1 : vectors * lanes;
      this.move(at, 0, elements);
      this.move(bt, 0, elements);
    };
    const vectors = Math.floor(product.inner / lanes);
    const unrolled = vectors % UNROLLED === 0 ? UNROLLED : vectors % 2 === 0 ? 2 : 1;
    countedLoop(code, vectors / unrolled, () => {
      some(unrolled, 'vector');
    });
    countedLoop(code, product.inner % lanes, () => {
      some(1, 'lane');
    });
    for (const [i, sum] of sums.entries()) this.writeDot(c, Math.floor(i / wide), i % wide, sum);
    code.free(at.pointer, bt.pointer, ...sums);
  }

  private dotTerm(
    a: Panel,
    b: Panel,
    v: number,
    tall: number,
    wide: number,
    sums: readonly Local[],
    mode: Mode,
  ): void {
    const { code } = this;
    const right = Array.from({ length: wide }, (_, j) => {
      this.loadVector(b, j, v, mode);
      return code.keep('v128');
    });
    for (let i = 0; i < tall; i++) {
      this.loadVector(a, i, v, mode);
      const left = code.keep('v128');
      for (const [j, vector] of right.entries())
        this.multiplyAdd(left, vector, sums[i * wide + j]!);
      code.free(left);
    }
    code.free(...right);
  }

  private writeDot(c: Panel, i: number, j: number, sum: Local): void {
    const { code, type, product } = this;
    const offset = c.offset + (i * c.major + j * c.minor) * BYTES[c.type];
    const narrow = c.type === 'f32';
    code.get(c.pointer);
    acrossLanes(code, sum, type, 'sum');
    if (product.accumulates) {
      code.get(c.pointer).load(narrow ? 'f32.load' : 'f64.load', offset);
      if (narrow) code.op('f64.promote_f32');
      code.op('f64.add');
    }
    if (narrow) code.op('f32.demote_f64');
    code.store(narrow ? 'f32.store' : 'f64.store', offset);
  }
}
