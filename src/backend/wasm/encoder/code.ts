import { InvariantError } from '../../../base/diagnostic.js';
import { Bytes } from './bytes.js';
import { LANE_ACCESSES, LOADS, STORES } from './memory-opcodes.js';
import { SATURATING_OPCODES, SATURATING_PREFIX, SCALAR_OPCODES } from './scalar-opcodes.js';
import { TYPE_CODES, type FunctionIndex, type FunctionType, type ValueType } from './types.js';
import { LANE_OPCODES, VECTOR_OPCODES, VECTOR_PREFIX } from './vector-opcodes.js';

/** A parameter or a local variable of one function. */
export interface Local {
  readonly index: number;
  readonly type: ValueType;
}

/** A block, loop or if that is open, to branch to. */
export interface Label {
  readonly depth: number;
}

/** Functions of a module that are written when something first calls them. */
export interface FunctionLibrary {
  once(key: string, type: FunctionType, write: (code: Code) => void): FunctionIndex;
}

/** Instructions without immediates, by their names in the text format. */
export type Operation =
  keyof typeof SCALAR_OPCODES | keyof typeof SATURATING_OPCODES | keyof typeof VECTOR_OPCODES;

type LaneOperation = keyof typeof LANE_OPCODES;

const OPCODES: ReadonlyMap<string, readonly number[]> = new Map([
  ...Object.entries(SCALAR_OPCODES).map(([name, code]) => [name, [code]] as const),
  ...prefixed(SATURATING_PREFIX, SATURATING_OPCODES),
  ...prefixed(VECTOR_PREFIX, VECTOR_OPCODES),
  ...prefixed(VECTOR_PREFIX, LANE_OPCODES),
]);

const BLOCK_CODES = { block: 0x02, loop: 0x03, if: 0x04 } as const;
const EMPTY_BLOCK = 0x40;
const VECTOR_CONST = 0x0c;
const SHUFFLE = 0x0d;

/** The body of one function, written instruction by instruction in stack order. */
export class Code {
  private readonly bytes = new Bytes();
  private readonly parameters: readonly Local[];
  private readonly declared: ValueType[] = [];
  private readonly unused = new Map<ValueType, Local[]>();
  private open = 0;

  constructor(
    readonly library: FunctionLibrary,
    type: FunctionType,
  ) {
    this.parameters = type.parameters.map((parameter, index) => ({ index, type: parameter }));
  }

  parameter(position: number): Local {
    return this.parameters[position]!;
  }

  /** A variable: one given back by `free`, with its last value, or a new one, zero. */
  local(type: ValueType): Local {
    const reused = this.unused.get(type)?.pop();
    if (reused !== undefined) return reused;
    this.declared.push(type);
    return { index: this.parameters.length + this.declared.length - 1, type };
  }

  /** Gives variables back for later use as others. */
  free(...locals: readonly Local[]): void {
    for (const local of locals) {
      const unused = this.unused.get(local.type) ?? [];
      if (unused.includes(local)) throw new InvariantError('a local was freed twice');
      unused.push(local);
      this.unused.set(local.type, unused);
    }
  }

  get(...locals: readonly Local[]): this {
    for (const local of locals) this.bytes.byte(0x20).unsigned(local.index);
    return this;
  }

  set(local: Local): this {
    this.bytes.byte(0x21).unsigned(local.index);
    return this;
  }

  tee(local: Local): this {
    this.bytes.byte(0x22).unsigned(local.index);
    return this;
  }

  /** What is on the stack, in a variable of its own. */
  keep(type: ValueType): Local {
    const local = this.local(type);
    this.set(local);
    return local;
  }

  /** Signed, or unsigned below 2^32. */
  i32(value: number): this {
    this.bytes.byte(0x41).signed(BigInt(value | 0));
    return this;
  }

  i64(value: bigint): this {
    this.bytes.byte(0x42).signed(BigInt.asIntN(64, value));
    return this;
  }

  f32(value: number): this {
    this.bytes.byte(0x43).raw(Float32Array.of(value));
    return this;
  }

  f64(value: number): this {
    this.bytes.byte(0x44).raw(Float64Array.of(value));
    return this;
  }

  f64x2(low: number, high = low): this {
    return this.vector(Float64Array.of(low, high));
  }

  /** All four lanes, rounded to float32. */
  f32x4(value: number): this {
    return this.vector(new Float32Array(4).fill(value));
  }

  i64x2(low: bigint, high = low): this {
    return this.vector(BigInt64Array.of(BigInt.asIntN(64, low), BigInt.asIntN(64, high)));
  }

  i32x4(value: number): this {
    return this.vector(new Int32Array(4).fill(value));
  }

  op(name: Operation): this {
    this.bytes.byte(...OPCODES.get(name)!);
    return this;
  }

  lane(name: LaneOperation, lane: number): this {
    this.bytes.byte(...OPCODES.get(name)!, lane);
    return this;
  }

  /** Bytes of the first operand are 0 to 15, of the second 16 to 31. */
  shuffle(...chosen: readonly number[]): this {
    if (chosen.length !== 16) throw new InvariantError('a shuffle chooses 16 bytes');
    this.bytes.byte(VECTOR_PREFIX, SHUFFLE, ...chosen);
    return this;
  }

  /** From the address on the stack, unsigned, plus `offset` bytes. */
  load(name: keyof typeof LOADS, offset = 0): this {
    return this.memory(LOADS[name], offset);
  }

  /** To the address below the value on the stack, plus `offset` bytes. */
  store(name: keyof typeof STORES, offset = 0): this {
    return this.memory(STORES[name], offset);
  }

  /** Loads into or stores from one lane of the vector above the address. */
  accessLane(name: keyof typeof LANE_ACCESSES, lane: number, offset = 0): this {
    this.memory(LANE_ACCESSES[name], offset);
    this.bytes.byte(lane);
    return this;
  }

  call(index: FunctionIndex): this {
    this.bytes.byte(0x10).unsigned(index);
    return this;
  }

  block(result?: ValueType): Label {
    return this.enter('block', result);
  }

  loop(result?: ValueType): Label {
    return this.enter('loop', result);
  }

  /** Takes the condition from the stack. */
  if(result?: ValueType): Label {
    return this.enter('if', result);
  }

  else(): this {
    this.bytes.byte(0x05);
    return this;
  }

  end(): this {
    if (this.open === 0) throw new InvariantError('no block is open');
    this.open--;
    this.bytes.byte(0x0b);
    return this;
  }

  br(label: Label): this {
    return this.branch(0x0c, label);
  }

  brIf(label: Label): this {
    return this.branch(0x0d, label);
  }

  /** The function as an entry of the code section, without its size. */
  encode(): Uint8Array {
    if (this.open !== 0) throw new InvariantError('a block is left open');
    const runs: { type: ValueType; count: number }[] = [];
    for (const type of this.declared) {
      const last = runs.at(-1);
      if (last?.type === type) last.count++;
      else runs.push({ type, count: 1 });
    }
    const out = new Bytes().unsigned(runs.length);
    for (const { type, count } of runs) out.unsigned(count).byte(TYPE_CODES[type]);
    return out.append(this.bytes.written()).byte(0x0b).written();
  }

  private vector(lanes: Float32Array | Float64Array | Int32Array | BigInt64Array): this {
    this.bytes.byte(VECTOR_PREFIX, VECTOR_CONST).raw(lanes);
    return this;
  }

  private memory({ bytes, alignment }: (typeof LOADS)['i32.load'], offset: number): this {
    this.bytes.byte(...bytes, alignment).unsigned(offset);
    return this;
  }

  private enter(kind: keyof typeof BLOCK_CODES, result: ValueType | undefined): Label {
    const type = result === undefined ? EMPTY_BLOCK : TYPE_CODES[result];
    this.bytes.byte(BLOCK_CODES[kind], type);
    return { depth: this.open++ };
  }

  private branch(code: number, { depth }: Label): this {
    if (depth >= this.open) throw new InvariantError('a branch to a closed block');
    this.bytes.byte(code).unsigned(this.open - 1 - depth);
    return this;
  }
}

function prefixed(
  prefix: number,
  codes: Readonly<Record<string, number>>,
): (readonly [string, readonly number[]])[] {
  return Object.entries(codes).map(([name, code]) => [
    name,
    [...new Bytes().byte(prefix).unsigned(code).written()],
  ]);
}
