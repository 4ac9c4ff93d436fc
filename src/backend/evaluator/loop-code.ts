import type { Access, Loop, Operand, Reduction } from '../schedule/schedule.js';
import type { Memory } from './memory.js';
import { scalarCode } from './scalar-code.js';

type ScalarFunction = (a: number, b: number, c: number) => number;

/**
 * One JavaScript function for a loop, of the number of the tile: nested `for`s around straight-line
 * code. A load stands in the outermost loop that determines it; a reduction that an inner loop does
 * not spread is kept in a variable.
 */
export function compileLoop(loop: Loop, memory: Memory): (tile: number) => void {
  const functions = new Map<string, ScalarFunction>();
  const body = new LoopWriter(loop, functions).write();
  const names = [...functions.keys()].map((op) => `f_${op}`);
  const used = [...new Set(loop.loads.map(({ place }) => place.constant))].filter(
    (constant) => constant !== undefined,
  );
  const source = `"use strict"; return function loop(t) {\n${body}\n};`;
  // The text holds numbers and names made here, nothing that a user wrote.
  const parameters = ['A', 'B', ...used.map((k) => `K${String(k)}`), ...names];
  const make = new Function(...parameters, source) as (...bound: unknown[]) => (t: number) => void;
  const { arena, constants } = memory;
  return make(arena.f64, arena.f32, ...used.map((k) => constants[k]), ...functions.values());
}

class LoopWriter {
  private readonly lines: string[] = [];
  private readonly depth: number;

  constructor(
    private readonly loop: Loop,
    private readonly functions: Map<string, ScalarFunction>,
  ) {
    this.depth = loop.extents.length;
  }

  write(): string {
    for (const reduction of this.loop.reductions) this.clear(reduction);
    this.level(0);
    return this.lines.join('\n');
  }

  /** What stands inside `level` loops. */
  private level(level: number): void {
    const { loop, depth } = this;
    loop.loads.forEach((access, i) => {
      if (this.innermost(access) !== level) return;
      this.lines.push(`const x${String(i)} = ${this.rounded(read(access))};`);
    });
    if (level === depth) {
      this.straightLine();
      return;
    }
    const reductions = loop.reductions.map((sum, i) => ({ ...sum, name: `s${String(i)}` }));
    const kept = reductions.filter(({ to }) => this.innermost(to) === level);
    for (const { name, op } of kept) this.lines.push(`let ${name} = ${START[op]};`);
    const index = `i${String(level)}`;
    this.lines.push(
      `for (let ${index} = 0; ${index} < ${String(loop.extents[level])}; ${index}++) {`,
    );
    this.level(level + 1);
    this.lines.push('}');
    for (const reduction of kept) this.lines.push(this.update(reduction, reduction.name));
  }

  private straightLine(): void {
    const { instructions, stores, reductions } = this.loop;
    instructions.forEach(({ op, operands }, i) => {
      const texts = operands.map(operandText);
      const code = this.rounded(scalarCode(op, texts, this.functions));
      this.lines.push(`const t${String(i)} = ${code};`);
    });
    for (const { value, to } of stores) this.lines.push(`${write(to)} = ${operandText(value)};`);
    reductions.forEach((reduction, i) => {
      const value = operandText(reduction.value);
      if (this.innermost(reduction.to) === this.depth) {
        this.lines.push(this.update(reduction, value));
      } else this.lines.push(JOIN[reduction.op](`s${String(i)}`, value));
    });
  }

  /** Takes a value into the place of a reduction. */
  private update({ to, op, accumulates }: Reduction, value: string): string {
    const joins = accumulates || this.revisited(to);
    return joins ? JOIN[op](write(to), value) : `${write(to)} = ${value};`;
  }

  /** What this loop comes back to, and so joins in the arena, starts anew. */
  private clear({ to, op, accumulates }: Reduction): void {
    if (accumulates || !this.revisited(to)) return;
    if (to.index !== undefined) {
      const { offset, size } = to.place;
      this.lines.push(`A.fill(0, ${String(offset)}, ${String(offset + size)});`);
      return;
    }
    const axes = to.strides.flatMap((stride, axis) => (stride === 0 ? [] : [axis]));
    const loops = axes.map((axis) => {
      const index = `i${String(axis)}`;
      return `for (let ${index} = 0; ${index} < ${String(this.loop.extents[axis])}; ${index}++)`;
    });
    this.lines.push(`${loops.join(' ')} ${write(to)} = ${START[op]};`);
  }

  private rounded(code: string): string {
    return this.loop.type === 'f32' ? `Math.fround(${code})` : code;
  }

  /** How many loops, counted from outside, it takes to know the position. */
  private innermost({ strides, index }: Access): number {
    const own = strides.findLastIndex((stride) => stride !== 0) + 1;
    return index === undefined ? own : Math.max(own, this.innermost(this.loop.loads[index.load]!));
  }

  /** Whether a loop comes back to the same position after leaving it. */
  private revisited(access: Access): boolean {
    const inner = this.innermost(access);
    return access.index !== undefined || access.strides.slice(0, inner).includes(0);
  }
}

const START = { sum: '0', max: '-Infinity' } as const;
const JOIN = {
  sum: (to: string, value: string) => `${to} += ${value};`,
  max: (to: string, value: string) => `${to} = Math.max(${to}, ${value});`,
} as const;

function position({ place, strides, tile, index }: Access): string {
  const terms = strides.flatMap((stride, axis) => {
    if (stride === 0) return [];
    return [stride === 1 ? `i${String(axis)}` : `i${String(axis)} * ${String(stride)}`];
  });
  if (tile !== 0) terms.unshift(`t * ${String(tile)}`);
  if (index !== undefined) terms.push(`x${String(index.load)} * ${String(index.stride)}`);
  if (place.offset > 0 || terms.length === 0) terms.unshift(String(place.offset));
  return terms.join(' + ');
}

function read(access: Access): string {
  const { constant, type } = access.place;
  const arena = type === 'f32' ? 'B' : 'A';
  return `${constant === undefined ? arena : `K${String(constant)}`}[${position(access)}]`;
}

function write(access: Access): string {
  return `${access.place.type === 'f32' ? 'B' : 'A'}[${position(access)}]`;
}

function operandText(operand: Operand): string {
  switch (operand.kind) {
    case 'literal':
      return literal(operand.value);
    case 'result':
      return `t${String(operand.instruction)}`;
    case 'load':
      return `x${String(operand.load)}`;
  }
}

function literal(value: number): string {
  const negative = value < 0 || Object.is(value, -0);
  return negative ? `(-${String(-value)})` : String(value);
}
