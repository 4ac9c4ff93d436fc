import type { ElementType, Matrix } from '../../schedule/schedule.js';
import type { Machine } from '../elementwise/index.js';
import type { Code, Local } from '../encoder/index.js';
import type { ConstantAddress, StepParameters } from './pointers.js';
import {
  BYTES,
  LANES,
  loadDense,
  loadLanes,
  SHAPE,
  type Address,
  type Mode,
} from './vector-access.js';

/** A matrix as a kernel sees it: a pointer that moves, and strides of its two axes in elements. */
export interface Panel {
  readonly pointer: Local;
  readonly offset: number;
  readonly type: ElementType;
  readonly major: number;
  readonly minor: number;
}

/** What kernels of products share: where they write code, for which machine, in which type. */
export class PanelCode {
  constructor(
    readonly code: Code,
    /** What is multiplied and summed in. */
    readonly type: ElementType,
    private readonly machine: Machine,
    private readonly parameters: StepParameters,
    private readonly constants: ConstantAddress,
  ) {}

  /** Whether the engine joins pairs of vectors. */
  get wide(): boolean {
    return this.machine.wide === true;
  }

  get lanes(): number {
    return LANES[this.type];
  }

  panel({ place, tile }: Matrix, major: number, minor: number): Panel {
    const { code, parameters } = this;
    const bytes = BYTES[place.type];
    if (place.constant === undefined) code.get(parameters.base);
    else code.i32(0);
    if (tile !== 0) {
      code
        .get(parameters.tile)
        .i32(tile * bytes)
        .op('i32.mul')
        .op('i32.add');
    }
    const start = place.constant === undefined ? 0 : this.constants(place.constant);
    const pointer = code.keep('i32');
    return { pointer, offset: start + place.offset * bytes, type: place.type, major, minor };
  }

  /** The same panel with a pointer of its own, which starts where that of the other stands. */
  copy(panel: Panel): Panel {
    const pointer = this.code.local('i32');
    this.code.get(panel.pointer).set(pointer);
    return { ...panel, pointer };
  }

  move({ pointer, type, major, minor }: Panel, majors: number, minors: number): void {
    const bytes = (majors * major + minors * minor) * BYTES[type];
    if (bytes !== 0) this.code.get(pointer).i32(bytes).op('i32.add').set(pointer);
  }

  shift({ pointer, type }: Panel, elements: number): void {
    if (elements !== 0) {
      this.code
        .get(pointer)
        .i32(elements * BYTES[type])
        .op('i32.add')
        .set(pointer);
    }
  }

  at(panel: Panel, major: number, minor: number): Address {
    const elements = major * panel.major + minor * panel.minor;
    return { pointer: panel.pointer, offset: panel.offset + elements * BYTES[panel.type] };
  }

  /** Elements along the minor axis, from one on, on the stack. */
  loadVector(panel: Panel, major: number, minor: number, mode: Mode): void {
    const { code, type } = this;
    if (panel.minor === 1) {
      loadDense(code, this.at(panel, major, minor), panel.type, type, mode);
    } else {
      loadLanes(code, (lane) => this.lane(panel, major, minor + lane), panel.type, type, mode);
    }
  }

  /** Puts the pointer of an element on the stack and returns the offset that goes with it. */
  lane(panel: Panel, major: number, minor: number): number {
    const { pointer, offset } = this.at(panel, major, minor);
    this.code.get(pointer);
    return offset;
  }

  private multiplyAdd(a: Local, b: Local, sum: Local): void {
    const { code, type, machine } = this;
    const shape = SHAPE[type];
    if (machine.relaxed) code.get(a, b, sum).op(`${shape}.relaxed_madd`).set(sum);
    else code.get(sum, a, b).op(`${shape}.mul`).op(`${shape}.add`).set(sum);
  }

  /** Adds to sums[i, j] the product of what the two leave on the stack for i and for j; `wide` is the number of j. */
  addProducts(
    sums: readonly Local[],
    wide: number,
    left: (i: number) => void,
    right: (j: number) => void,
  ): void {
    const { code } = this;
    const vectors = Array.from({ length: wide }, (_, j) => {
      right(j);
      return code.keep('v128');
    });
    for (let i = 0; i < sums.length / wide; i++) {
      left(i);
      const factor = code.keep('v128');
      for (const [j, vector] of vectors.entries()) {
        this.multiplyAdd(factor, vector, sums[i * wide + j]!);
      }
      code.free(factor);
    }
    code.free(...vectors);
  }

  /** Variables that hold zero. */
  zeros(count: number): Local[] {
    const { code, type } = this;
    return Array.from({ length: count }, () => {
      const sum = code.local('v128');
      if (type === 'f64') code.f64x2(0);
      else code.f32x4(0);
      code.set(sum);
      return sum;
    });
  }
}

/** Calls `visit` with as many full blocks as there are, at once if asked, and with what is left. */
export function blocks(
  total: number,
  size: number,
  repeat: (times: number, body: () => void) => void,
  visit: (size: number) => void,
): void {
  repeat(Math.floor(total / size), () => {
    visit(size);
  });
  if (total % size > 0) visit(total % size);
}
