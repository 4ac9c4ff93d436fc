import type { Access, ElementType, Loop, Operand, Reduction } from '../../schedule/schedule.js';
import { emitElementwise, type Machine } from '../elementwise/index.js';
import type { Code, Local } from '../encoder/index.js';
import { clear, NEUTRAL } from './clear.js';
import { countedLoop } from './counted-loop.js';
import { IndexedAccess } from './indexed-access.js';
import { multiplyAdds, type MultiplyAdd } from './multiply-add.js';
import { Pointers, type ConstantAddress, type StepParameters } from './pointers.js';
import {
  acrossLanes,
  inMemoryType,
  LANES,
  loadDense,
  loadLanes,
  loadSplat,
  onlyFirst,
  SHAPE,
  storeDense,
  storeLanes,
  type Mode,
} from './vector-access.js';

/** Writes a loop over vectors into the body of its function; `tiled`: the last axis is a tile's rows. */
export function emitLoop(
  code: Code,
  loop: Loop,
  parameters: StepParameters,
  constants: ConstantAddress,
  machine: Machine,
  tiled: boolean,
): void {
  new LoopEmitter(code, loop, new Pointers(code, parameters, constants), machine, tiled).emit();
}

class LoopEmitter {
  private readonly type: ElementType;
  /** The axis whose neighbours are the lanes of a vector, and all axes from the outermost in. */
  private readonly vectorAxis: number;
  private readonly order: readonly number[];
  private readonly loaded: (Local | undefined)[] = [];
  private readonly results: Local[] = [];
  private readonly literals = new Map<string, Local>();
  private readonly sums: (Local | undefined)[] = [];
  private readonly fused: ReadonlyMap<number, MultiplyAdd>;
  private readonly indexed: IndexedAccess;

  constructor(
    private readonly code: Code,
    private readonly loop: Loop,
    private readonly pointers: Pointers,
    private readonly machine: Machine,
    tiled: boolean,
  ) {
    this.type = loop.type;
    this.vectorAxis = loop.extents.length - 1;
    this.order = axisOrder(loop, tiled);
    this.fused = machine.relaxed ? multiplyAdds(loop) : new Map();
    this.indexed = new IndexedAccess(code, loop, pointers);
  }

  emit(): void {
    const { code, loop, pointers } = this;
    const accesses = [...loop.loads, ...[...loop.stores, ...loop.reductions].map(({ to }) => to)];
    for (const access of accesses) pointers.declare(access);
    for (const reduction of loop.reductions) {
      if (!reduction.accumulates && this.joins(reduction))
        clear(code, pointers, reduction, loop.extents);
    }
    this.hoistLiterals();
    this.level(0, this.loop.extents.length === 0 ? 'lane' : undefined);
  }

  private hoistLiterals(): void {
    const { instructions, stores, reductions } = this.loop;
    const operands = [
      ...instructions.flatMap((instruction) => instruction.operands),
      ...[...stores, ...reductions].map(({ value }) => value),
    ];
    for (const operand of operands) {
      if (operand.kind !== 'literal') continue;
      const key = literalKey(operand.value);
      if (this.literals.has(key)) continue;
      this.splat(operand.value);
      this.literals.set(key, this.code.keep('v128'));
    }
  }

  private splat(value: number): void {
    if (this.type === 'f64') this.code.f64x2(value);
    else this.code.f32x4(value);
  }

  /** What stands inside `level` axes; the mode is known once the vector axis has been entered. */
  private level(level: number, mode: Mode | undefined): void {
    const { loop, order, code } = this;
    loop.loads.forEach((access, i) => {
      if (this.depthOf(access) === level && !this.indexed.isOnlyIndex(i))
        this.load(access, i, mode);
    });
    if (level === order.length) {
      this.straightLine(mode!);
      return;
    }
    const kept = [...loop.reductions.entries()].filter(
      ([, reduction]) => !this.isInnermost(reduction) && this.depthOf(reduction.to) === level,
    );
    for (const [i, { op }] of kept) {
      this.splat(NEUTRAL[op]);
      this.sums[i] ??= code.local('v128');
      code.set(this.sums[i]);
    }
    this.axis(level, mode);
    for (const [i, reduction] of kept) this.finish(reduction, this.sums[i]!, mode);
  }

  private axis(level: number, mode: Mode | undefined): void {
    const axis = this.order[level]!;
    const extent = this.loop.extents[axis]!;
    const run = (times: number, step: number, inner: Mode | undefined) => {
      countedLoop(this.code, times, () => {
        this.level(level + 1, inner);
        this.pointers.advance(axis, step);
      });
    };
    if (axis === this.vectorAxis) {
      const lanes = LANES[this.type];
      run(Math.floor(extent / lanes), lanes, 'vector');
      run(extent % lanes, 1, 'lane');
    } else run(extent, 1, mode);
    if (level > 0) this.pointers.advance(axis, -extent);
  }

  private load(access: Access, position: number, mode: Mode | undefined): void {
    const { code, type } = this;
    const { place, strides, index } = access;
    const along = strides[this.vectorAxis] ?? 0;
    const how = mode ?? 'vector';
    if (index !== undefined && (along > 1 || this.indexed.varies(access, this.vectorAxis))) {
      loadLanes(code, (lane) => this.indexed.lane(access, lane, along), place.type, type, how);
    } else if (index !== undefined) {
      const at = this.indexed.address(access);
      if (along === 0) loadSplat(code, at, place.type, type);
      else loadDense(code, at, place.type, type, how);
      code.free(at.pointer);
    } else if (along === 0) {
      loadSplat(code, this.pointers.address(access), place.type, type);
    } else if (along === 1) {
      loadDense(code, this.pointers.address(access), place.type, type, how);
    } else {
      loadLanes(code, (lane) => this.lane(access, lane * along), place.type, type, how);
    }
    const local = (this.loaded[position] ??= code.local('v128'));
    code.set(local);
  }

  private lane(access: Access, further: number): number {
    const { pointer, offset } = this.pointers.address(access, further);
    this.code.get(pointer);
    return offset;
  }

  private straightLine(mode: Mode): void {
    const { code, loop } = this;
    const absorbed = new Set([...this.fused.values()].map(({ product }) => product));
    loop.instructions.forEach(({ op, operands }, i) => {
      if (absorbed.has(i)) return;
      const fused = this.fused.get(i);
      if (fused !== undefined) {
        code.get(
          ...[fused.left, fused.right, fused.addend].map((operand) => this.operand(operand)),
        );
        code.op(`${SHAPE[this.type]}.relaxed_${fused.negated ? 'nmadd' : 'madd'}`);
      } else {
        const given = operands.map((operand) => this.operand(operand));
        emitElementwise(code, op, SHAPE[this.type], this.machine, given);
      }
      const local = (this.results[i] ??= code.local('v128'));
      code.set(local);
    });
    for (const { value, to } of loop.stores) this.store(this.operand(value), to, mode);
    loop.reductions.forEach((reduction, i) => {
      const value = this.operand(reduction.value);
      if (this.isInnermost(reduction)) this.joinInMemory(reduction, value, mode);
      else this.joinInRegister(reduction, value, this.sums[i]!, mode);
    });
  }

  private operand(operand: Operand): Local {
    switch (operand.kind) {
      case 'literal':
        return this.literals.get(literalKey(operand.value))!;
      case 'load':
        return this.loaded[operand.load]!;
      case 'result':
        return this.results[operand.instruction]!;
    }
  }

  private store(value: Local, to: Access, mode: Mode): void {
    const { code, type } = this;
    const along = to.strides[this.vectorAxis] ?? 1;
    if (along === 1) storeDense(code, value, this.pointers.address(to), type, to.place.type, mode);
    else storeLanes(code, value, (lane) => this.lane(to, lane * along), type, to.place.type, mode);
  }

  private joinInRegister({ op }: Reduction, value: Local, sum: Local, mode: Mode): void {
    const { code, type } = this;
    code.get(sum, value);
    // Lanes beside the only one hold what must not count, unless they end up in no result.
    if (mode === 'lane') onlyFirst(code, type, NEUTRAL[op]);
    code.op(`${SHAPE[type]}.${op === 'sum' ? 'add' : 'max'}`).set(sum);
  }

  /** Takes a vector into a place that follows the vector axis. */
  private joinInMemory(reduction: Reduction, value: Local, mode: Mode): void {
    const { to, op } = reduction;
    const { code, type } = this;
    const along = to.strides[this.vectorAxis] ?? 1;
    if (to.index !== undefined && (along !== 1 || this.indexed.varies(to, this.vectorAxis))) {
      this.indexed.addLanes(to, value, along, mode);
      return;
    }
    const indexed = to.index === undefined ? undefined : this.indexed.address(to);
    const at = indexed ?? this.pointers.address(to);
    if (!this.joins(reduction)) {
      this.store(value, to, mode);
    } else if (along === 1) {
      inMemoryType(code, value, type, to.place.type, mode, (part, offset) => {
        const here = { pointer: at.pointer, offset: at.offset + offset };
        loadDense(code, here, to.place.type, to.place.type, mode);
        code.get(part).op(`${SHAPE[to.place.type]}.${op === 'sum' ? 'add' : 'max'}`);
        const joined = code.keep('v128');
        storeDense(code, joined, here, to.place.type, to.place.type, mode);
        code.free(joined);
      });
    } else {
      this.indexed.joinLanes(to, value, along, op, mode);
    }
    if (indexed !== undefined) code.free(indexed.pointer);
  }

  /** Writes what a register has gathered to its place. */
  private finish(reduction: Reduction, sum: Local, mode: Mode | undefined): void {
    const { to, op } = reduction;
    const { code, type } = this;
    if ((to.strides[this.vectorAxis] ?? 0) !== 0) {
      this.joinInMemory(reduction, sum, mode!);
      return;
    }
    const { pointer, offset } = this.pointers.address(to);
    const narrow = to.place.type === 'f32';
    code.get(pointer);
    acrossLanes(code, sum, type, op);
    if (this.joins(reduction)) {
      code.get(pointer).load(narrow ? 'f32.load' : 'f64.load', offset);
      if (narrow) code.op('f64.promote_f32');
      code.op(op === 'sum' ? 'f64.add' : 'f64.max');
    }
    if (narrow) code.op('f32.demote_f64');
    code.store(narrow ? 'f32.store' : 'f64.store', offset);
  }

  /** Whether a reduction takes into account what its place holds. */
  private joins({ to, accumulates }: Reduction): boolean {
    if (accumulates || to.index !== undefined) return true;
    return this.order.slice(0, this.depthOf(to)).some((axis) => to.strides[axis] === 0);
  }

  private isInnermost({ to }: Reduction): boolean {
    return to.index !== undefined || this.depthOf(to) === this.order.length;
  }

  /** How many axes, counted from outside, it takes to know the position of an access. */
  private depthOf({ strides, index }: Access): number {
    const own = this.order.findLastIndex((axis) => strides[axis] !== 0) + 1;
    return index === undefined ? own : Math.max(own, this.depthOf(this.loop.loads[index.load]!));
  }
}

/** A Map of numbers would take -0 for 0. */
function literalKey(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/**
 * The vector axis innermost, unless values are joined over the other axes of a tile alone: then it
 * is outermost, and what is joined stays in registers.
 */
function axisOrder({ extents, reductions }: Loop, tiled: boolean): number[] {
  const axes = extents.map((_, axis) => axis);
  const last = axes.length - 1;
  const overOthers = reductions.some(({ to }) => to.strides[last] !== 0);
  const overRows = reductions.some(({ to }) => to.strides[last] === 0);
  const outside = tiled && axes.length > 1 && overOthers && !overRows;
  return outside ? [last, ...axes.slice(0, -1)] : axes;
}
