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
import type { ElementType } from '../../schedule/schedule.js';
import type { Target } from '../target.js';
import { numberText, splat, SUFFIX, VECTOR } from './vector-types.js';

const OPERATORS: Readonly<Record<string, string>> = {
  ...{ add: '+', sub: '-', div: '/' },
  ...{ eq: '==', ne: '!=', lt: '<', gt: '>', le: '<=', ge: '>=' },
};
const COMPARISONS = new Set(['eq', 'ne', 'lt', 'gt', 'le', 'ge']);
/** The operand that wins a tie, or a NaN, is the first of these two and the second of the processor's. */
const EXTREMES: Readonly<Record<string, string>> = { pmin: 'least', pmax: 'most' };
const BITWISE = { and: '&', or: '|', xor: '^', andnot: '& ~' } as const;

/** Vector code as C: a term is an expression; every variable is assigned once, unless it is assigned to. */
export class CVectorCode extends VectorCode {
  readonly lines: string[] = [];
  private readonly terms: string[] = [];
  private readonly type: ElementType;
  private readonly vector: string;
  private readonly suffix: string;
  private readonly integers: string;
  private variables = 0;

  constructor(
    lanes: Lanes,
    private readonly target: Target,
    parameters: number,
  ) {
    super(lanes);
    this.type = lanes === 'f64x2' ? 'f64' : 'f32';
    this.vector = VECTOR[this.type];
    this.suffix = SUFFIX[this.type];
    this.integers = `L${this.vector}`;
    this.variables = parameters;
  }

  /** The expression of a term. */
  text(term: Term): string {
    if (typeof term !== 'function') return `v${String(term.index)}`;
    term();
    return this.terms.pop()!;
  }

  variable(term: Term): Variable {
    const value = this.text(term);
    const variable: Variable = { index: this.variables++, type: 'v128' };
    this.lines.push(`${this.vector} ${this.text(variable)} = ${value};`);
    return variable;
  }

  assign(variable: Variable, term: Term): void {
    this.lines.push(`${this.text(variable)} = ${this.text(term)};`);
  }

  constant(value: number): Term {
    return this.term(() => splat(numberText(value, this.type), this.type, this.target));
  }

  bits(pattern: bigint): Term {
    const unsigned =
      this.type === 'f64' ? `0x${pattern.toString(16)}ull` : `0x${pattern.toString(16)}u`;
    const lanes = splat(unsigned, this.type, this.target).replace(/^\(.\)/, '');
    return this.term(() => `(${this.vector})(U${this.vector})${lanes}`);
  }

  unary(op: Unary, a: Term): Term {
    return this.term(() => {
      const x = this.text(a);
      if (op === 'neg') return `(-${x})`;
      if (op !== 'abs') return `${op}_${this.suffix}(${x})`;
      return this.cast(
        `${this.asIntegers(x)} & ~${this.asIntegers(this.text(this.bits(this.format.signBit)))}`,
      );
    });
  }

  binary(op: Binary | Comparison, a: Term, b: Term): Term {
    return this.term(() => {
      const [x, y] = [this.text(a), this.text(b)];
      const operator = OPERATORS[op];
      if (op === 'mul') return `fix_${this.suffix}(${x} * ${y})`;
      if (COMPARISONS.has(op)) return this.cast(`${x} ${operator!} ${y}`);
      if (operator !== undefined) return `(${x} ${operator} ${y})`;
      const extreme = EXTREMES[op];
      return extreme === undefined
        ? `${op}_${this.suffix}(${x}, ${y})`
        : `${extreme}_${this.suffix}(${y}, ${x})`;
    });
  }

  madd(a: Term, b: Term, c: Term): Term {
    return this.term(() => {
      const [x, y] = [this.text(a), this.text(b)];
      return `(${x} * ${y} + ${this.text(c)})`;
    });
  }

  nmadd(a: Term, b: Term, c: Term): Term {
    return this.term(() => {
      const [x, y] = [this.text(a), this.text(b)];
      return `(${this.text(c)} - ${x} * ${y})`;
    });
  }

  choose(mask: Term, a: Term, b: Term): Term {
    return this.term(() => {
      const [x, y] = [this.text(a), this.text(b)];
      return `sel_${this.suffix}(${this.asIntegers(this.text(mask))}, ${x}, ${y})`;
    });
  }

  chooseBits(mask: Term, a: Term, b: Term): Term {
    return this.choose(mask, a, b);
  }

  bitwise(op: 'and' | 'or' | 'xor' | 'andnot', a: Term, b: Term): Term {
    return this.term(() => {
      const [x, y] = [this.asIntegers(this.text(a)), this.asIntegers(this.text(b))];
      return this.cast(`${x} ${BITWISE[op]}${y}`);
    });
  }

  integer(op: 'add' | 'sub' | 'eq', a: Term, b: Term): Term {
    return this.term(() => {
      const [x, y] = [this.asIntegers(this.text(a)), this.asIntegers(this.text(b))];
      return this.cast(`${x} ${OPERATORS[op]!} ${y}`);
    });
  }

  shift(op: 'shl' | 'shr_u', a: Term, bits: number): Term {
    return this.term(() => {
      const unsigned = `(U${this.vector})${this.text(a)}`;
      return this.cast(`${unsigned} ${op === 'shl' ? '<<' : '>>'} ${String(bits)}`);
    });
  }

  whenAny(mask: Term, write: () => void): void {
    this.lines.push(`if (any_${this.suffix}(${this.text(mask)})) {`);
    write();
    this.lines.push('}');
  }

  whileAny(mask: () => Term, write: () => void): void {
    this.lines.push('for (;;) {');
    const holds = this.text(mask());
    this.lines.push(`if (!any_${this.suffix}(${holds})) break;`);
    write();
    this.lines.push('}');
  }

  replaceLargeAngles(size: Variable, from: number, { n, r, tail }: Angle): void {
    const least = numberText(from, 'f64');
    this.whenAny(this.binary('ge', size, this.constant(from)), () => {
      const names = [size, n, r, tail].map((variable) => this.text(variable));
      this.lines.push(
        `replace_large_angles(${least}, ${names[0]!}, &${names.slice(1).join(', &')});`,
      );
    });
  }

  /** C text that stands for a vector. */
  expression(text: string): Term {
    return this.term(() => text);
  }

  private term(write: () => string): Term {
    return () => void this.terms.push(write());
  }

  private cast(integers: string): string {
    return `(${this.vector})(${integers})`;
  }

  private asIntegers(text: string): string {
    return `(${this.integers})${text}`;
  }
}
