import type { Term, Variable } from '../../elementwise/vector-code.js';
import type { Extent, Index, Pointer, RoutineCode } from '../../factorisation/routine-code.js';
import type { Target } from '../target.js';
import { CVectorCode } from './c-vector-code.js';
import type { ElementwiseFunctions } from './elementwise-functions.js';
import { inArithmetic } from './inline-arithmetic.js';
import { sumText } from './positions.js';
import { lanesOf, numberText } from './vector-types.js';

/** A routine as the statements of a function whose parameters a0, a1, ... point to its arrays. */
export class CRoutineCode implements RoutineCode {
  readonly v: CVectorCode;
  readonly lanes: number;
  private names = 0;

  constructor(
    target: Target,
    private readonly functions: ElementwiseFunctions,
  ) {
    this.v = new CVectorCode('f64x2', target, 0);
    this.lanes = lanesOf('f64', target);
  }

  get text(): string {
    return this.v.lines.join('\n');
  }

  pointer(array: number, start: Extent): Pointer {
    const pointer = this.names++;
    this.write(`double *p${String(pointer)} = a${String(array)} + (${extentText(start)});`);
    return { pointer };
  }

  move({ pointer }: Pointer, elements: number): void {
    this.write(`p${String(pointer)} += ${String(elements)};`);
  }

  loop(from: Extent, to: Extent, step: number, body: (index: Index) => void): void {
    const index = this.names++;
    const name = `i${String(index)}`;
    const [start, end] = [extentText(from), extentText(to)];
    this.write(`for (long ${name} = ${start}; ${name} < ${end}; ${name} += ${String(step)}) {`);
    body({ index });
    this.write('}');
  }

  load(at: Pointer, offset: number, count: number): Term {
    const address = this.address(at, offset);
    return this.v.expression(
      count === this.lanes ? `ld_dd(${address})` : `ldn_dd(${address}, ${String(count)})`,
    );
  }

  store(at: Pointer, offset: number, value: Term, count: number): void {
    const [address, text] = [this.address(at, offset), this.v.text(value)];
    this.write(
      count === this.lanes
        ? `st_dd(${address}, ${text});`
        : `stn_dd(${address}, ${text}, ${String(count)});`,
    );
  }

  splat(at: Pointer, offset: number): Term {
    return this.v.expression(`splat_d(*(${this.address(at, offset)}))`);
  }

  numbers(values: readonly number[]): Term {
    return this.v.expression(`(D){${values.map((x) => numberText(x, 'f64')).join(', ')}}`);
  }

  apply(op: string, operands: readonly Variable[]): Term {
    const texts = operands.map((operand) => this.v.text(operand));
    return this.v.expression(
      inArithmetic(op, texts) ?? this.functions.call(op, 'f64', texts, false),
    );
  }

  total(value: Term): Term {
    return this.v.expression(`splat_d(hsum_d(${this.v.text(value)}))`);
  }

  private address({ pointer }: Pointer, offset: number): string {
    return sumText([`p${String(pointer)}`, offset]);
  }

  private write(line: string): void {
    this.v.lines.push(line);
  }
}

function extentText(extent: Extent): string {
  return sumText(
    extent.map((term) =>
      typeof term === 'number' ? term : `i${String(term[0].index)} * ${String(term[1])}`,
    ),
  );
}
