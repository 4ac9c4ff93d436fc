import type { Code, Local } from '../encoder/index.js';
import { FORMATS, type FloatFormat, type Lanes } from './float-format.js';

export interface Machine {
  /** Multiply and add in one relaxed instruction: faster, last bits may differ between processors. */
  readonly relaxed: boolean;
}

/** A vector: in a variable, or instructions that leave it on the stack, to be used once. */
export type Term = Local | (() => void);

type Binary = 'add' | 'sub' | 'mul' | 'div' | 'min' | 'max' | 'pmin' | 'pmax';
type Comparison = 'eq' | 'ne' | 'lt' | 'gt' | 'le' | 'ge';
type Unary = 'abs' | 'neg' | 'sqrt' | 'floor' | 'trunc' | 'nearest';

/** Nested expressions over vectors of one format, written into a function's code. */
export class VectorCode {
  readonly format: FloatFormat;
  private readonly kept: Local[] = [];

  constructor(
    readonly code: Code,
    readonly lanes: Lanes,
    readonly machine: Machine,
  ) {
    this.format = FORMATS[lanes];
  }

  push(term: Term): void {
    if (typeof term === 'function') term();
    else this.code.get(term);
  }

  /** The value in a variable, to be used more than once. */
  keep(term: Term): Local {
    return typeof term === 'function' ? this.variable(term) : term;
  }

  /** The value in a variable of its own, to be assigned to. */
  variable(term: Term): Local {
    this.push(term);
    const local = this.code.keep('v128');
    this.kept.push(local);
    return local;
  }

  assign(local: Local, term: Term): void {
    this.push(term);
    this.code.set(local);
  }

  /** Gives the variables of `keep` back. */
  release(): void {
    this.code.free(...this.kept.splice(0));
  }

  constant(value: number): Term {
    return () => (this.lanes === 'f64x2' ? this.code.f64x2(value) : this.code.f32x4(value));
  }

  /** A bit pattern in every lane. */
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

  add(a: Term, b: Term): Term {
    return this.binary('add', a, b);
  }

  sub(a: Term, b: Term): Term {
    return this.binary('sub', a, b);
  }

  mul(a: Term, b: Term): Term {
    return this.binary('mul', a, b);
  }

  div(a: Term, b: Term): Term {
    return this.binary('div', a, b);
  }

  abs(a: Term): Term {
    return this.unary('abs', a);
  }

  /** a b + c. */
  madd(a: Term, b: Term, c: Term): Term {
    return this.fused('madd', a, b, c) ?? this.add(this.mul(a, b), c);
  }

  /** c - a b. */
  nmadd(a: Term, b: Term, c: Term): Term {
    return this.fused('nmadd', a, b, c) ?? this.sub(c, this.mul(a, b));
  }

  /** Lane by lane a where the mask is all ones and b where it is zero. */
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

  /** Bits of a where the mask has ones, of b where it has zeros. */
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

  /** Runs what `write` writes if the mask holds in any lane. */
  whenAny(mask: Term, write: () => void): void {
    this.push(mask);
    this.code.op('v128.any_true').if();
    write();
    this.code.end();
  }

  /** Runs it again and again while the mask holds in any lane. */
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

  /** Between the bounds; NaN stays NaN. */
  clamp(a: Term, low: number, high: number): Local {
    return this.keep(
      this.binary('pmin', this.binary('pmax', a, this.constant(low)), this.constant(high)),
    );
  }

  /** The sign bit of `sign` put on a number that is not negative. */
  withSign(size: Term, sign: Term): Term {
    return this.bitwise('or', size, this.bitwise('and', sign, this.bits(this.format.signBit)));
  }

  /** sum c_k x^k, even and odd powers apart so that two chains run side by side. */
  polynomial(coefficients: readonly number[], x: Local, square?: Local): Term {
    const step = square ?? this.keep(this.mul(x, x));
    const halves = [0, 1].map((parity) => coefficients.filter((_, k) => k % 2 === parity));
    const [even, odd] = halves.map((half) => this.horner(half, step)) as [Term, Term];
    return this.madd(odd, x, even);
  }

  /** sum c_k x^k in the order of Horner. */
  horner(coefficients: readonly number[], x: Local): Term {
    const [lowest, ...higher] = coefficients;
    if (higher.length === 0) return this.constant(lowest!);
    return this.madd(this.horner(higher, x), x, this.constant(lowest!));
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
