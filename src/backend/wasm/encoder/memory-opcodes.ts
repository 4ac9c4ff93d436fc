import { VECTOR_PREFIX } from './vector-opcodes.js';

interface MemoryOpcode {
  readonly bytes: readonly number[];
  /** Log2 of the natural alignment, in bytes. */
  readonly alignment: number;
}

const scalar = (code: number, alignment: number): MemoryOpcode => ({ bytes: [code], alignment });
const vector = (code: number, alignment: number): MemoryOpcode => ({
  bytes: [VECTOR_PREFIX, code],
  alignment,
});

/** Loads: the address is on the stack. Source: WebAssembly specification 2.0, section 5.4. */
export const LOADS = {
  'i32.load': scalar(0x28, 2),
  'i64.load': scalar(0x29, 3),
  'f32.load': scalar(0x2a, 2),
  'f64.load': scalar(0x2b, 3),
  'i32.load8_u': scalar(0x2d, 0),
  'v128.load': vector(0x00, 4),
  'v128.load32x2_s': vector(0x05, 3),
  'v128.load32x2_u': vector(0x06, 3),
  'v128.load32_splat': vector(0x09, 2),
  'v128.load64_splat': vector(0x0a, 3),
  'v128.load32_zero': vector(0x5c, 2),
  'v128.load64_zero': vector(0x5d, 3),
} as const;

/** Stores: address and value are on the stack. */
export const STORES = {
  'i32.store': scalar(0x36, 2),
  'i64.store': scalar(0x37, 3),
  'f32.store': scalar(0x38, 2),
  'f64.store': scalar(0x39, 3),
  'v128.store': vector(0x0b, 4),
} as const;

/** Of one lane: address and vector are on the stack, the lane is an immediate. */
export const LANE_ACCESSES = {
  'v128.load32_lane': vector(0x56, 2),
  'v128.load64_lane': vector(0x57, 3),
  'v128.store32_lane': vector(0x5a, 2),
  'v128.store64_lane': vector(0x5b, 3),
} as const;
