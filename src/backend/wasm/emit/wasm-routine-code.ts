import type { Term, Variable } from '../../elementwise/vector-code.js';
import type { Extent, Index, Pointer, RoutineCode } from '../../factorisation/routine-code.js';
import { emitElementwise } from '../elementwise/index.js';
import { WasmVectorCode, type Machine } from '../elementwise/wasm-vector-code.js';
import type { Code, Local } from '../encoder/index.js';
import {
  acrossLanes,
  BYTES,
  LANES,
  loadDense,
  loadSplat,
  storeDense,
  type Address,
} from './vector-access.js';

/** A routine as the body of a function whose parameters are the byte addresses of its arrays. */
export class WasmRoutineCode implements RoutineCode {
  readonly v: WasmVectorCode;
  readonly lanes = LANES.f64;
  private readonly locals: Local[] = [];

  constructor(
    private readonly code: Code,
    private readonly machine: Machine,
  ) {
    this.v = new WasmVectorCode(code, 'f64x2', machine);
  }

  pointer(array: number, start: Extent): Pointer {
    this.pushExtent(start, BYTES.f64);
    this.code.get(this.code.parameter(array)).op('i32.add');
    return { pointer: this.keep() };
  }

  move({ pointer }: Pointer, elements: number): void {
    const local = this.locals[pointer]!;
    if (elements !== 0)
      this.code
        .get(local)
        .i32(elements * BYTES.f64)
        .op('i32.add')
        .set(local);
  }

  loop(from: Extent, to: Extent, step: number, body: (index: Index) => void): void {
    const { code } = this;
    this.pushExtent(from, 1);
    const index = this.keep();
    this.pushExtent(to, 1);
    const end = this.locals[this.keep()]!;
    const local = this.locals[index]!;
    code.get(local, end).op('i32.lt_s').if();
    const again = code.loop();
    body({ index });
    code.get(local).i32(step).op('i32.add').tee(local).get(end).op('i32.lt_s').brIf(again);
    code.end().end();
  }

  load(at: Pointer, offset: number, count: number): Term {
    return () => {
      loadDense(this.code, this.address(at, offset), 'f64', 'f64', this.mode(count));
    };
  }

  store(at: Pointer, offset: number, value: Term, count: number): void {
    const local = this.v.keep(value);
    storeDense(this.code, local, this.address(at, offset), 'f64', 'f64', this.mode(count));
  }

  splat(at: Pointer, offset: number): Term {
    return () => {
      loadSplat(this.code, this.address(at, offset), 'f64', 'f64');
    };
  }

  numbers([low, high]: readonly number[]): Term {
    return () => void this.code.f64x2(low!, high);
  }

  apply(op: string, operands: readonly Variable[]): Term {
    const locals = operands as readonly (Variable & Local)[];
    return () => {
      emitElementwise(this.code, op, 'f64x2', this.machine, locals);
    };
  }

  total(value: Term): Term {
    const local = this.v.keep(value);
    return () => {
      acrossLanes(this.code, local, 'f64', 'sum');
      this.code.op('f64x2.splat');
    };
  }

  private address({ pointer }: Pointer, offset: number): Address {
    return { pointer: this.locals[pointer]!, offset: offset * BYTES.f64 };
  }

  private mode(count: number): 'vector' | 'lane' {
    return count === this.lanes ? 'vector' : 'lane';
  }

  private keep(): number {
    return this.locals.push(this.code.keep('i32')) - 1;
  }

  private pushExtent(extent: Extent, scale: number): void {
    const { code } = this;
    code.i32(
      extent.reduce<number>((sum, term) => sum + (typeof term === 'number' ? term : 0), 0) * scale,
    );
    for (const term of extent) {
      if (typeof term === 'number') continue;
      const [{ index }, times] = term;
      code
        .get(this.locals[index]!)
        .i32(times * scale)
        .op('i32.mul')
        .op('i32.add');
    }
  }
}
