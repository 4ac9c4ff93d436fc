import type { Access, Loop, Operand } from '../schedule/schedule.js';
import { scalarCode } from './scalar-code.js';

type ScalarFunction = (a: number, b: number, c: number) => number;

/**
 * One JavaScript function for a loop: nested `for`s around straight-line code. A load stands in the
 * outermost loop that determines it; a sum that an inner loop does not spread is kept in a variable.
 */
export function compileLoop(
  loop: Loop,
  arena: Float64Array,
  constants: readonly Float64Array[],
): () => void {
  const functions = new Map<string, ScalarFunction>();
  const body = new LoopWriter(loop, functions).write();
  const names = [...functions.keys()].map((op) => `f_${op}`);
  const used = [...new Set(loop.loads.map(({ place }) => place.constant))].filter(
    (constant) => constant !== undefined,
  );
  const source = `"use strict"; return function loop() {\n${body}\n};`;
  // The text holds numbers and names made here, nothing that a user wrote.
  const make = new Function('A', ...used.map((k) => `K${String(k)}`), ...names, source) as (
    ...bound: unknown[]
  ) => () => void;
  return make(arena, ...used.map((k) => constants[k]), ...functions.values());
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
    this.clearSums();
    this.level(0);
    return this.lines.join('\n');
  }

  /** What stands inside `level` loops. */
  private level(level: number): void {
    const { loop, depth } = this;
    loop.loads.forEach((access, i) => {
      if (innermost(access) === level) this.lines.push(`const x${String(i)} = ${read(access)};`);
    });
    if (level === depth) {
      this.straightLine();
      return;
    }
    const sums = loop.sums.map((sum, i) => ({ sum, name: `s${String(i)}` }));
    const kept = sums.filter(({ sum }) => innermost(sum.to) === level);
    for (const { name } of kept) this.lines.push(`let ${name} = 0;`);
    const index = `i${String(level)}`;
    this.lines.push(
      `for (let ${index} = 0; ${index} < ${String(loop.extents[level])}; ${index}++) {`,
    );
    this.level(level + 1);
    this.lines.push('}');
    for (const { sum, name } of kept)
      this.lines.push(`${write(sum.to)} ${this.assign(sum.to)} ${name};`);
  }

  private straightLine(): void {
    const { instructions, stores, sums } = this.loop;
    instructions.forEach(({ op, operands }, i) => {
      const texts = operands.map(operandText);
      this.lines.push(`const t${String(i)} = ${scalarCode(op, texts, this.functions)};`);
    });
    for (const { value, to } of stores) this.lines.push(`${write(to)} = ${operandText(value)};`);
    sums.forEach(({ value, to }, i) => {
      if (innermost(to) === this.depth) {
        this.lines.push(`${write(to)} ${this.assign(to)} ${operandText(value)};`);
      } else this.lines.push(`s${String(i)} += ${operandText(value)};`);
    });
  }

  /** Sums over an outer axis, and so added to in the arena, start at zero. */
  private clearSums(): void {
    const spread = this.loop.sums.filter(({ to }) => this.revisited(to));
    for (const { to } of spread) {
      const { offset, size } = to.place;
      this.lines.push(`A.fill(0, ${String(offset)}, ${String(offset + size)});`);
    }
  }

  private assign(to: Access): string {
    return this.revisited(to) ? '+=' : '=';
  }

  /** Whether a loop comes back to the same position after leaving it. */
  private revisited(access: Access): boolean {
    const inner = innermost(access);
    return inner > 0 && access.strides.slice(0, inner).includes(0);
  }
}

/** How many loops, counted from outside, it takes to know the position. */
function innermost({ strides }: Access): number {
  return strides.findLastIndex((stride) => stride !== 0) + 1;
}

function position({ place, strides }: Access): string {
  const terms = strides.flatMap((stride, axis) => {
    if (stride === 0) return [];
    return [stride === 1 ? `i${String(axis)}` : `i${String(axis)} * ${String(stride)}`];
  });
  if (place.offset > 0 || terms.length === 0) terms.unshift(String(place.offset));
  return terms.join(' + ');
}

function read(access: Access): string {
  const { constant } = access.place;
  return `${constant === undefined ? 'A' : `K${String(constant)}`}[${position(access)}]`;
}

function write(access: Access): string {
  return `A[${position(access)}]`;
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
