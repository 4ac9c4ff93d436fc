import { InvariantError } from '../../../base/diagnostic.js';
import type { Access, ElementType, Loop, Operand, Reduction } from '../../schedule/schedule.js';
import type { Target } from '../target.js';
import type { ElementwiseFunctions } from './elementwise-functions.js';
import { inArithmetic } from './inline-arithmetic.js';
import { Nest } from './nest.js';
import { base, Positions } from './positions.js';
import { firstLanes, lanesOf, numberText, SUFFIX, VECTOR } from './vector-types.js';

/** What a reduction starts from. */
const START = { sum: 0, max: -Infinity } as const;
const FEW_TERMS = 64;

/** Statements of a loop: nested `for`s around straight-line code on vectors along the last axis. */
export function loopText(loop: Loop, target: Target, functions: ElementwiseFunctions): string {
  return new LoopText(loop, target, functions).write();
}

class LoopText {
  private readonly lines: string[] = [];
  private readonly nest: Nest;
  private readonly positions: Positions;
  private readonly type: ElementType;
  private readonly lanes: number;
  /** Elements of the vector that is being written, where they are fewer than its lanes. */
  private part: number | undefined;

  constructor(
    private readonly loop: Loop,
    private readonly target: Target,
    private readonly functions: ElementwiseFunctions,
  ) {
    this.nest = new Nest(loop);
    this.positions = new Positions(loop.loads, this.nest.vectorAxis);
    this.type = loop.type;
    this.lanes = lanesOf(loop.type, target);
  }

  write(): string {
    for (const reduction of this.loop.reductions) this.clear(reduction);
    this.level(0);
    return this.lines.join('\n');
  }

  /** What stands inside `level` loops. */
  private level(level: number): void {
    const { loop, nest, lines } = this;
    loop.loads.forEach((access, i) => {
      if (nest.innermost(access) !== level) return;
      lines.push(`const ${this.vector} x${String(i)} = ${this.load(access)};`);
    });
    if (level === nest.depth) {
      this.straightLine();
      return;
    }
    const kept = loop.reductions.flatMap((sum, i) =>
      nest.innermost(sum.to) === level ? [{ sum, name: `s${String(i)}` }] : [],
    );
    for (const { sum, name } of kept) lines.push(this.accumulator(sum, name));
    this.runAxis(nest.order[level]!, () => {
      this.level(level + 1);
    });
    for (const { sum, name } of kept) this.update(sum, name);
  }

  private runAxis(axis: number, body: () => void): void {
    const { lines, nest, lanes } = this;
    const index = `i${String(axis)}`;
    const extent = nest.extents[axis]!;
    if (axis !== nest.vectorAxis) {
      lines.push(`for (long ${index} = 0; ${index} < ${String(extent)}; ${index}++) {`);
      body();
      lines.push('}');
      return;
    }
    const whole = Math.floor(extent / lanes) * lanes;
    if (whole > 0) {
      lines.push(
        `for (long ${index} = 0; ${index} < ${String(whole)}; ${index} += ${String(lanes)}) {`,
      );
      body();
      lines.push('}');
    }
    if (whole === extent) return;
    lines.push(`{ const long ${index} = ${String(whole)};`);
    this.part = extent - whole;
    body();
    this.part = undefined;
    lines.push('}');
  }

  private straightLine(): void {
    const { instructions, stores, reductions } = this.loop;
    const apart = this.nest.extents.every((extent) => extent === 1);
    instructions.forEach(({ op, operands }, i) => {
      const texts = operands.map((operand) => this.operand(operand));
      const value = inArithmetic(op, texts) ?? this.functions.call(op, this.type, texts, apart);
      this.lines.push(`const ${this.vector} t${String(i)} = ${value};`);
    });
    for (const { value, to } of stores) this.store(to, this.operand(value));
    reductions.forEach((reduction, i) => {
      const value = this.operand(reduction.value);
      if (this.nest.innermost(reduction.to) === this.nest.depth) this.joinInPlace(reduction, value);
      else this.lines.push(this.join(reduction, `s${String(i)}`, value));
    });
  }

  private get vector(): string {
    return VECTOR[this.type];
  }

  private load(access: Access): string {
    const { positions, nest, part } = this;
    const [x, y] = [SUFFIX[this.type], SUFFIX[access.place.type]];
    const stride = nest.vectorStride(access);
    if (positions.choosesByLane(access) || stride > 1 || stride < 0) {
      const count = part ?? this.lanes;
      const elements = Array.from({ length: count }, (_, lane) => positions.element(access, lane));
      return `(${this.vector}){${elements.join(', ')}}`;
    }
    if (stride === 0) return `splat_${x}(${positions.element(access)})`;
    const at = `${base(access.place)} + ${positions.of(access)}`;
    return part === undefined ? `ld_${x}${y}(${at})` : `ldn_${x}${y}(${at}, ${String(part)})`;
  }

  private store(to: Access, value: string): void {
    const { nest, part } = this;
    const stride = nest.vectorStride(to);
    if (stride === 0 && (part ?? this.lanes) > 1)
      throw new InvariantError('lanes stored in one place');
    if (stride === 1 || stride === 0) {
      this.lines.push(this.storeVector(SUFFIX[this.type], to, value));
      return;
    }
    this.eachLane((lane) => `${this.positions.element(to, lane)} = (${value})[${String(lane)}];`);
  }

  private storeVector(from: string, to: Access, value: string): string {
    const at = `${base(to.place)} + ${this.positions.of(to)}`;
    const name = `${from}${SUFFIX[to.place.type]}`;
    return this.part === undefined
      ? `st_${name}(${at}, ${value});`
      : `stn_${name}(${at}, ${value}, ${String(this.part)});`;
  }

  private eachLane(write: (lane: number) => string): void {
    for (let lane = 0; lane < (this.part ?? this.lanes); lane++) this.lines.push(write(lane));
  }

  /**
   * Sums of floats are pairs of doubles, but where they have few terms a lane: those stay floats, as the sums of a
   * product do, until they leave the loop.
   */
  private accumulatorType({ op, to }: Reduction): 'D' | 'S' | 'P' {
    if (this.type === 'f64') return 'D';
    return op === 'max' || this.nest.termsOf(to, this.lanes) <= FEW_TERMS ? 'S' : 'P';
  }

  private accumulator(reduction: Reduction, name: string): string {
    const type = this.accumulatorType(reduction);
    if (type === 'P') return `P ${name} = {{0}, {0}};`;
    return `${type} ${name} = ${this.splatted(START[reduction.op])};`;
  }

  /** Takes a vector into an accumulator; lanes without an element do not count. */
  private join(reduction: Reduction, name: string, value: string): string {
    const { part, type } = this;
    const wide = this.accumulatorType(reduction) === 'P';
    const mask = part === undefined ? undefined : firstLanes(part, type, this.target);
    if (reduction.op === 'max') {
      const kept =
        mask === undefined
          ? value
          : `sel_${SUFFIX[type]}(${mask}, ${value}, ${this.splatted(-Infinity)})`;
      return `${name} = max_${SUFFIX[type]}(${name}, ${kept});`;
    }
    if (wide) {
      const kept = mask === undefined ? `pair(${value})` : `sel_p(${mask}, pair(${value}))`;
      return `${name} = plus(${name}, ${kept});`;
    }
    const kept =
      mask === undefined ? value : `sel_${SUFFIX[type]}(${mask}, ${value}, ${this.splatted(0)})`;
    return `${name} += ${kept};`;
  }

  /** Writes an accumulator to its place. */
  private update(reduction: Reduction, name: string): void {
    const type = this.accumulatorType(reduction);
    const narrow = type === 'S' && reduction.op === 'sum';
    const [value, wide] = narrow ? ([`pair(${name})`, 'P'] as const) : ([name, type] as const);
    if (this.nest.vectorIsOutside(reduction.to)) {
      this.joinVector(reduction, value, wide, this.nest.joins(reduction));
      return;
    }
    const across = reduction.op === 'sum' ? 'hsum' : 'hmax';
    const total = `${across}_${wide.toLowerCase()}(${value})`;
    this.lines.push(this.updateElement(reduction, 0, total));
  }

  private updateElement(reduction: Reduction, lane: number, value: string): string {
    const element = this.positions.element(reduction.to, lane);
    if (!this.nest.joins(reduction)) return `${element} = ${value};`;
    return reduction.op === 'sum'
      ? `${element} += ${value};`
      : `${element} = maximum(${element}, ${value});`;
  }

  /** A reduction whose place the innermost loop changes. */
  private joinInPlace(reduction: Reduction, value: string): void {
    const { nest, positions } = this;
    if (nest.vectorStride(reduction.to) === 0 && !positions.choosesByLane(reduction.to)) {
      const name = 's';
      this.lines.push(`{ ${this.accumulator(reduction, name)}`, this.join(reduction, name, value));
      this.update({ ...reduction }, name);
      this.lines.push('}');
      return;
    }
    const widens = this.type === 'f32' && reduction.op === 'sum';
    const [wide, own] = widens ? ['P' as const, `pair(${value})`] : [VECTOR[this.type], value];
    this.joinVector(reduction, own, wide, nest.joins(reduction));
  }

  /** A vector of results for places that differ between lanes. */
  private joinVector(
    reduction: Reduction,
    value: string,
    type: 'D' | 'S' | 'P',
    joins: boolean,
  ): void {
    const { nest, positions, part } = this;
    const { to, op } = reduction;
    const x = type.toLowerCase();
    if (nest.vectorStride(to) !== 1 || positions.choosesByLane(to)) {
      this.lines.push(`{ const ${type} r = ${value};`);
      this.eachLane((lane) =>
        this.updateElement(reduction, lane, laneOf('r', type, lane, this.lanes)),
      );
      this.lines.push('}');
      return;
    }
    if (!joins) {
      this.lines.push(this.storeVector(x, to, value));
      return;
    }
    const at = `${base(to.place)} + ${positions.of(to)}`;
    const name = `${x}${SUFFIX[to.place.type]}`;
    const before = part === undefined ? `ld_${name}(${at})` : `ldn_${name}(${at}, ${String(part)})`;
    const joined =
      op === 'max'
        ? `max_${x}(${before}, ${value})`
        : type === 'P'
          ? `plus(${before}, ${value})`
          : `${before} + ${value}`;
    this.lines.push(this.storeVector(x, to, joined));
  }

  /** What this loop comes back to, and so joins in the arena, starts anew. */
  private clear(reduction: Reduction): void {
    const { to, op, accumulates } = reduction;
    if (accumulates || !this.nest.revisited(to)) return;
    const start = numberText(START[op], 'f64');
    const { offset, size } = to.place;
    if (to.index !== undefined) {
      this.lines.push(
        `for (long i = 0; i < ${String(size)}; i++) ${base(to.place)}[${String(offset)} + i] = ${start};`,
      );
      return;
    }
    const axes = to.strides.flatMap((stride, axis) => (stride === 0 ? [] : [axis]));
    const loops = axes.map((axis) => {
      const index = `i${String(axis)}`;
      return `for (long ${index} = 0; ${index} < ${String(this.nest.extents[axis])}; ${index}++)`;
    });
    this.lines.push(`${loops.join(' ')} ${this.positions.element(to)} = ${start};`);
  }

  private operand(operand: Operand): string {
    switch (operand.kind) {
      case 'literal':
        return this.splatted(operand.value);
      case 'result':
        return `t${String(operand.instruction)}`;
      case 'load':
        return `x${String(operand.load)}`;
    }
  }

  private splatted(value: number): string {
    return `splat_${SUFFIX[this.type]}(${numberText(value, this.type)})`;
  }
}

function laneOf(name: string, type: 'D' | 'S' | 'P', lane: number, lanes: number): string {
  if (type !== 'P') return `${name}[${String(lane)}]`;
  const half = lanes / 2;
  return lane < half ? `${name}.a[${String(lane)}]` : `${name}.b[${String(lane - half)}]`;
}
