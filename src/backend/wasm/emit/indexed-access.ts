import type { Access, Loop } from '../../schedule/schedule.js';
import type { Code, Local } from '../encoder/index.js';
import type { Pointers } from './pointers.js';
import { BYTES, extract, LANES, type Address, type Mode } from './vector-access.js';
import type { ElementType } from '../../schedule/schedule.js';

/** Elements whose position is read from memory: gathers, and the sums that are their adjoints. */
export class IndexedAccess {
  private readonly asOperand: ReadonlySet<number>;
  private readonly asIndex: ReadonlySet<number>;

  constructor(
    private readonly code: Code,
    private readonly loop: Loop,
    private readonly pointers: Pointers,
  ) {
    const { loads, instructions, stores, reductions } = loop;
    const targets = [...stores, ...reductions];
    const accesses = [...loads, ...targets.map(({ to }) => to)];
    this.asIndex = new Set(accesses.flatMap(({ index }) => (index ? [index.load] : [])));
    const operands = [
      ...instructions.flatMap((instruction) => instruction.operands),
      ...targets.map(({ value }) => value),
    ];
    this.asOperand = new Set(operands.flatMap((o) => (o.kind === 'load' ? [o.load] : [])));
  }

  /** Whether a load is never needed as a vector. */
  isOnlyIndex(load: number): boolean {
    return this.asIndex.has(load) && !this.asOperand.has(load);
  }

  /** Whether neighbours along the vector axis have indices of their own. */
  varies({ index }: Access, vectorAxis: number): boolean {
    return index !== undefined && (this.by(index).strides[vectorAxis] ?? 0) !== 0;
  }

  /** The address of an access whose index is one for the whole vector; its pointer is to be freed. */
  address(access: Access): Address {
    const { offset } = this.pointers.address(access);
    this.push(access, 0);
    return { pointer: this.code.keep('i32'), offset };
  }

  /** Puts the address of a lane's element on the stack and returns the offset that goes with it. */
  lane(access: Access, lane: number, along: number): number {
    this.push(access, lane);
    return this.pointers.address(access, lane * along).offset;
  }

  /** Adds each lane to the element that its own index chooses, one after the other. */
  addLanes(to: Access, value: Local, along: number, mode: Mode): void {
    this.eachLane(mode, (lane) => {
      const offset = this.lane(to, lane, along);
      const pointer = this.code.keep('i32');
      this.join(to.place.type, { pointer, offset }, value, lane, 'sum');
      this.code.free(pointer);
    });
  }

  /** The same where elements lie a stride apart. */
  joinLanes(to: Access, value: Local, along: number, op: 'sum' | 'max', mode: Mode): void {
    this.eachLane(mode, (lane) => {
      const at = this.pointers.address(to, lane * along);
      this.join(to.place.type, at, value, lane, op);
    });
  }

  private join(
    type: ElementType,
    at: Address,
    value: Local,
    lane: number,
    op: 'sum' | 'max',
  ): void {
    const { code, loop } = this;
    code.get(at.pointer, at.pointer).load(type === 'f64' ? 'f64.load' : 'f32.load', at.offset);
    extract(code, value, lane, loop.type, type);
    code.op(`${type}.${op === 'sum' ? 'add' : 'max'}`);
    code.store(type === 'f64' ? 'f64.store' : 'f32.store', at.offset);
  }

  private eachLane(mode: Mode, visit: (lane: number) => void): void {
    const count = mode === 'lane' ? 1 : LANES[this.loop.type];
    for (let lane = 0; lane < count; lane++) visit(lane);
  }

  /** pointer + index * stride */
  private push(access: Access, lane: number): void {
    const { code, pointers, loop } = this;
    const index = access.index!;
    const by = this.by(index);
    const vectorAxis = loop.extents.length - 1;
    const read = pointers.address(by, lane * (by.strides[vectorAxis] ?? 0));
    code.get(pointers.address(access).pointer, read.pointer);
    if (by.place.type === 'f64') code.load('f64.load', read.offset).op('i32.trunc_sat_f64_u');
    else code.load('f32.load', read.offset).op('i32.trunc_sat_f32_u');
    code
      .i32(index.stride * BYTES[access.place.type])
      .op('i32.mul')
      .op('i32.add');
  }

  private by({ load }: NonNullable<Access['index']>): Access {
    return this.loop.loads[load]!;
  }
}
