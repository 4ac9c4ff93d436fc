import { FORMATS, type FloatFormat, type Lanes } from './float-format.js';

/** A vector in a variable of the function that is written. */
export interface Variable {
  readonly index: number;
  readonly type: 'v128';
}

/** A vector: in a variable, or instructions that leave it on a stack of terms, to be used once. */
export type Term = Variable | (() => void);

export type Binary = 'add' | 'sub' | 'mul' | 'div' | 'min' | 'max' | 'pmin' | 'pmax';
export type Comparison = 'eq' | 'ne' | 'lt' | 'gt' | 'le' | 'ge';
export type Unary = 'abs' | 'neg' | 'sqrt' | 'floor' | 'trunc' | 'nearest';

/** A large angle of every lane as n pi / 2 + r + tail, each in a variable. */
export interface Angle {
  /** n modulo 4 as the low bits of an integer. */
  readonly n: Variable;
  /** |r| <= pi / 4. */
  readonly r: Variable;
  readonly tail: Variable;
}

/**
 * Nested expressions over vectors of one format, written into a function's code: what the elementwise functions are
 * written in, for any target. `Lanes` names the format; how many lanes a vector has is the target's business.
 */
export abstract class VectorCode {
  readonly format: FloatFormat;

  constructor(readonly lanes: Lanes) {
    this.format = FORMATS[lanes];
  }

  /** The value in a variable of its own, to be assigned to. */
  abstract variable(term: Term): Variable;
  abstract assign(variable: Variable, term: Term): void;
  abstract constant(value: number): Term;
  /** A bit pattern in every lane. */
  abstract bits(pattern: bigint): Term;
  abstract unary(op: Unary, a: Term): Term;
  abstract binary(op: Binary | Comparison, a: Term, b: Term): Term;
  /** a b + c, rounded once where the target does that. */
  abstract madd(a: Term, b: Term, c: Term): Term;
  /** c - a b, likewise. */
  abstract nmadd(a: Term, b: Term, c: Term): Term;
  /** Lane by lane a where the mask is all ones and b where it is zero. */
  abstract choose(mask: Term, a: Term, b: Term): Term;
  /** Bits of a where the mask has ones, of b where it has zeros. */
  abstract chooseBits(mask: Term, a: Term, b: Term): Term;
  abstract bitwise(op: 'and' | 'or' | 'xor' | 'andnot', a: Term, b: Term): Term;
  abstract integer(op: 'add' | 'sub' | 'eq', a: Term, b: Term): Term;
  abstract shift(op: 'shl' | 'shr_u', a: Term, bits: number): Term;
  /** Runs what `write` writes if the mask holds in any lane. */
  abstract whenAny(mask: Term, write: () => void): void;
  /** Runs it again and again while the mask holds in any lane. */
  abstract whileAny(mask: () => Term, write: () => void): void;
  /** Replaces the angle in the lanes where `size` is at least `from`; NaN for an infinite size. */
  abstract replaceLargeAngles(size: Variable, from: number, angle: Angle): void;

  /** The value in a variable, to be used more than once. */
  keep(term: Term): Variable {
    return typeof term === 'function' ? this.variable(term) : term;
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

  /** Between the bounds; NaN stays NaN. */
  clamp(a: Term, low: number, high: number): Variable {
    return this.keep(
      this.binary('pmin', this.binary('pmax', a, this.constant(low)), this.constant(high)),
    );
  }

  /** The sign bit of `sign` put on a number that is not negative. */
  withSign(size: Term, sign: Term): Term {
    return this.bitwise('or', size, this.bitwise('and', sign, this.bits(this.format.signBit)));
  }

  /** sum c_k x^k, even and odd powers apart so that two chains run side by side. */
  polynomial(coefficients: readonly number[], x: Variable, square?: Variable): Term {
    const step = square ?? this.keep(this.mul(x, x));
    const halves = [0, 1].map((parity) => coefficients.filter((_, k) => k % 2 === parity));
    const [even, odd] = halves.map((half) => this.horner(half, step)) as [Term, Term];
    return this.madd(odd, x, even);
  }

  /** sum c_k x^k in the order of Horner. */
  horner(coefficients: readonly number[], x: Variable): Term {
    const [lowest, ...higher] = coefficients;
    if (higher.length === 0) return this.constant(lowest!);
    return this.madd(this.horner(higher, x), x, this.constant(lowest!));
  }
}
