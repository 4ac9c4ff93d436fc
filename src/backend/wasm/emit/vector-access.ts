import type { ElementType } from '../../schedule/schedule.js';
import type { Code, Local } from '../encoder/index.js';

/** `vector`: as many elements as a vector has lanes; `lane`: one element, in lane 0. */
export type Mode = 'vector' | 'lane';

/** An address in memory: a variable plus a constant, in bytes. */
export interface Address {
  readonly pointer: Local;
  readonly offset: number;
}

export const BYTES: Readonly<Record<ElementType, number>> = { f64: 8, f32: 4 };
export const LANES: Readonly<Record<ElementType, number>> = { f64: 2, f32: 4 };
export const SHAPE = { f64: 'f64x2', f32: 'f32x4' } as const;

/** One element in all lanes, converted to the type of the computation. */
export function loadSplat(code: Code, at: Address, from: ElementType, to: ElementType): void {
  code.get(at.pointer);
  if (from === to) code.load(to === 'f64' ? 'v128.load64_splat' : 'v128.load32_splat', at.offset);
  else if (to === 'f64') code.load('f32.load', at.offset).op('f64.promote_f32').op('f64x2.splat');
  else code.load('f64.load', at.offset).op('f32.demote_f64').op('f32x4.splat');
}

/** Elements next to each other, or one in lane 0 with zeros beside it. */
export function loadDense(
  code: Code,
  at: Address,
  from: ElementType,
  to: ElementType,
  mode: Mode,
): void {
  code.get(at.pointer);
  if (mode === 'lane') {
    code.load(from === 'f64' ? 'v128.load64_zero' : 'v128.load32_zero', at.offset);
    if (from !== to) convert(code, to);
  } else if (from === to) code.load('v128.load', at.offset);
  else if (to === 'f64') code.load('v128.load64_zero', at.offset).op('f64x2.promote_low_f32x4');
  else {
    code.load('v128.load', at.offset).op('f32x4.demote_f64x2_zero');
    code
      .get(at.pointer)
      .load('v128.load', at.offset + 16)
      .op('f32x4.demote_f64x2_zero');
    code.shuffle(0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
  }
}

/** Elements anywhere, one after the other; `address` puts that of a lane's element on the stack. */
export function loadLanes(
  code: Code,
  address: (lane: number) => number,
  from: ElementType,
  to: ElementType,
  mode: Mode,
): void {
  const count = mode === 'lane' ? 1 : LANES[to];
  for (let lane = 0; lane < count; lane++) {
    if (lane > 0 && from === to) {
      const above = code.keep('v128');
      const offset = address(lane);
      code
        .get(above)
        .accessLane(from === 'f64' ? 'v128.load64_lane' : 'v128.load32_lane', lane, offset);
      code.free(above);
      continue;
    }
    const offset = address(lane);
    code.load(from === 'f64' ? 'v128.load64_zero' : 'v128.load32_zero', offset);
    if (from !== to) convert(code, to);
    if (lane > 0) replaceLane(code, to, lane);
  }
}

/** Puts lane 0 of the vector on the stack into a lane of the one below it. */
function replaceLane(code: Code, type: ElementType, lane: number): void {
  code.lane(type === 'f64' ? 'f64x2.extract_lane' : 'f32x4.extract_lane', 0);
  code.lane(type === 'f64' ? 'f64x2.replace_lane' : 'f32x4.replace_lane', lane);
}

function convert(code: Code, to: ElementType): void {
  code.op(to === 'f64' ? 'f64x2.promote_low_f32x4' : 'f32x4.demote_f64x2_zero');
}

/** Calls `use` with each vector of the memory's type that holds part of the value, and its byte offset. */
export function inMemoryType(
  code: Code,
  value: Local,
  from: ElementType,
  to: ElementType,
  mode: Mode,
  use: (part: Local, offset: number) => void,
): void {
  if (from === to) {
    use(value, 0);
    return;
  }
  const halves = from === 'f32' && mode === 'vector' ? 2 : 1;
  for (let half = 0; half < halves; half++) {
    code.get(value);
    if (half === 1) {
      code.get(value).shuffle(8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
    }
    convert(code, to);
    const part = code.keep('v128');
    use(part, 16 * half);
    code.free(part);
  }
}

/** Stores elements next to each other, or lane 0 alone. */
export function storeDense(
  code: Code,
  value: Local,
  at: Address,
  from: ElementType,
  to: ElementType,
  mode: Mode,
): void {
  inMemoryType(code, value, from, to, mode, (part, offset) => {
    code.get(at.pointer, part);
    storePart(code, at.offset + offset, from, to, mode);
  });
}

/** Stores the vector on the stack: all of it, or as much as was converted. */
function storePart(
  code: Code,
  offset: number,
  from: ElementType,
  to: ElementType,
  mode: Mode,
): void {
  if (mode === 'lane')
    code.accessLane(to === 'f64' ? 'v128.store64_lane' : 'v128.store32_lane', 0, offset);
  else if (from === 'f64' && to === 'f32') code.accessLane('v128.store64_lane', 0, offset);
  else code.store('v128.store', offset);
}

/** Stores elements anywhere; `address` puts that of a lane's element on the stack. */
export function storeLanes(
  code: Code,
  value: Local,
  address: (lane: number) => number,
  from: ElementType,
  to: ElementType,
  mode: Mode,
): void {
  const count = mode === 'lane' ? 1 : LANES[from];
  for (let lane = 0; lane < count; lane++) {
    const offset = address(lane);
    extract(code, value, lane, from, to);
    code.store(to === 'f64' ? 'f64.store' : 'f32.store', offset);
  }
}

/** One lane of a vector as a number of the memory's type. */
export function extract(
  code: Code,
  value: Local,
  lane: number,
  from: ElementType,
  to: ElementType,
): void {
  code.get(value).lane(from === 'f64' ? 'f64x2.extract_lane' : 'f32x4.extract_lane', lane);
  if (from === to) return;
  code.op(to === 'f64' ? 'f64.promote_f32' : 'f32.demote_f64');
}

/** The vector on the stack with all lanes but the first replaced by `neutral`. */
export function onlyFirst(code: Code, type: ElementType, neutral: number): void {
  const value = code.keep('v128');
  if (type === 'f64')
    code.f64x2(neutral).get(value).lane('f64x2.extract_lane', 0).lane('f64x2.replace_lane', 0);
  else code.f32x4(neutral).get(value).lane('f32x4.extract_lane', 0).lane('f32x4.replace_lane', 0);
  code.free(value);
}

/** The sum or maximum over the lanes of a vector, as an f64 on the stack; sums of f32 are made in f64. */
export function acrossLanes(code: Code, value: Local, type: ElementType, op: 'sum' | 'max'): void {
  const join = op === 'sum' ? 'f64.add' : 'f64.max';
  for (let lane = 0; lane < LANES[type]; lane++) {
    extract(code, value, lane, type, 'f64');
    if (lane > 0) code.op(join);
  }
}
