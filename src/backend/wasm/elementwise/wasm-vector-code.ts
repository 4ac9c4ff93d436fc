import { InvariantError } from '../../../base/diagnostic.js';
import type { Lanes } from '../../elementwise/float-format.js';
import {
  VectorCode,
  type Angle,
  type Binary,
  type Comparison,
  type Term,
  type Unary,
  type Variable,
} from '../../elementwise/vector-code.js';
import type { Code, Local } from '../encoder/index.js';
import { reduceLargeAngle } from './large-angle.js';

export interface Machine {
  /** Multiply and add in one relaxed instruction: faster, last bits may differ between processors. */
  readonly relaxed: boolean;
  /** The engine joins pairs of vectors into longer ones. */
  readonly wide?: boolean;
}

/** Vector code as instructions of WebAssembly: a term stands on the stack of the machine. */
export class WasmVectorCode extends VectorCode {
  private readonly kept: Variable[] = [];

  constructor(
    readonly code: Code,
    lanes: Lanes,
    readonly machine: Machine,
  ) {
    super(lanes);
  }

  push(term: Term): void {
    if (typeof term === 'function') term();
    else this.code.get(term);
  }

  variable(term: Term): Variable {
    this.push(term);
    const local = vector(this.code.keep('v128'));
    this.kept.push(local);
    return local;
  }

  assign(variable: Variable, term: Term): void {
    this.push(term);
    this.code.set(variable);
  }

  /** Gives the variables of `keep` back. */
  release(): void {
    this.code.free(...this.kept.splice(0));
  }

  constant(value: number): Term {
    return () => (this.lanes === 'f64x2' ? this.code.f64x2(value) : this.code.f32x4(value));
  }

  bits(pattern: bigint): Term {
    return () =>
      this.lanes === 'f64x2' ? this.code.i64x2(pattern) : this.code.i32x4(Number(pattern));
  }

  unary(op: Unary, a: Term): Term {
    return () => {
      this.push(a);
      this.code.op(`${this.lanes}.${op}`);
    };
  }

  binary(op: Binary | Comparison, a: Term, b: Term): Term {
    return () => {
      this.push(a);
      this.push(b);
      this.code.op(`${this.lanes}.${op}`);
    };
  }

  madd(a: Term, b: Term, c: Term): Term {
    return this.fused('madd', a, b, c) ?? this.add(this.mul(a, b), c);
  }

  nmadd(a: Term, b: Term, c: Term): Term {
    return this.fused('nmadd', a, b, c) ?? this.sub(c, this.mul(a, b));
  }

  choose(mask: Term, a: Term, b: Term): Term {
    return () => {
      this.push(a);
      this.push(b);
      this.push(mask);
      // On whole masks both agree; the second is one instruction where the first is three.
      this.code.op(
        this.machine.relaxed ? `${this.format.integers}.relaxed_laneselect` : 'v128.bitselect',
      );
    };
  }

  chooseBits(mask: Term, a: Term, b: Term): Term {
    return () => {
      this.push(a);
      this.push(b);
      this.push(mask);
      this.code.op('v128.bitselect');
    };
  }

  bitwise(op: 'and' | 'or' | 'xor' | 'andnot', a: Term, b: Term): Term {
    return () => {
      this.push(a);
      this.push(b);
      this.code.op(`v128.${op}`);
    };
  }

  whenAny(mask: Term, write: () => void): void {
    this.push(mask);
    this.code.op('v128.any_true').if();
    write();
    this.code.end();
  }

  whileAny(mask: () => Term, write: () => void): void {
    const again = this.code.loop();
    this.whenAny(mask(), () => {
      write();
      this.code.br(again);
    });
    this.code.end();
  }

  integer(op: 'add' | 'sub' | 'eq', a: Term, b: Term): Term {
    return () => {
      this.push(a);
      this.push(b);
      this.code.op(`${this.format.integers}.${op}`);
    };
  }

  shift(op: 'shl' | 'shr_u', a: Term, bits: number): Term {
    return () => {
      this.push(a);
      this.code.i32(bits).op(`${this.format.integers}.${op}`);
    };
  }

  replaceLargeAngles(size: Variable, from: number, { n, r, tail }: Angle): void {
    const { code } = this;
    this.whenAny(this.binary('ge', size, this.constant(from)), () => {
      for (const lane of [0, 1]) {
        code.get(size).lane('f64x2.extract_lane', lane);
        const angle = code.keep('f64');
        code.get(angle).f64(from).op('f64.ge').if();
        code.get(angle).call(reduceLargeAngle(code.library));
        const multiple = code.keep('i64');
        const remainder = code.keep('f64');
        code.get(n, multiple).lane('i64x2.replace_lane', lane).set(n);
        // No angle is infinite: it has no remainder.
        code.get(r, remainder).f64(NaN).get(angle).f64(Infinity).op('f64.lt').op('select');
        code.lane('f64x2.replace_lane', lane).set(r);
        code.get(tail).f64(0).lane('f64x2.replace_lane', lane).set(tail).end();
        code.free(angle, multiple, remainder);
      }
    });
  }

  private fused(op: 'madd' | 'nmadd', a: Term, b: Term, c: Term): Term | undefined {
    if (!this.machine.relaxed) return undefined;
    return () => {
      this.push(a);
      this.push(b);
      this.push(c);
      this.code.op(`${this.lanes}.relaxed_${op}`);
    };
  }
}

/** A local of the function as a vector. */
export function vector(local: Local): Variable {
  if (local.type !== 'v128') throw new InvariantError(`a local of ${local.type} is no vector`);
  return local as Variable;
}
