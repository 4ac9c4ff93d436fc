import { TWO_OVER_PI } from '../../elementwise/two-over-pi.js';
import type { Code, FunctionIndex, FunctionLibrary, Local } from '../encoder/index.js';

/** 2^191 in the window stands for 2, so a product with an integer is known modulo 4. */
const WINDOW_WORDS = 3;
const MASK = 0xffffffffn;

/** Word number `index` of 2 / pi. */
function tableWord(library: FunctionLibrary): FunctionIndex {
  return library.once('twoOverPi', { parameters: ['i32'], results: ['i64'] }, (code) => {
    code.i64(0n);
    const found = code.keep('i64');
    TWO_OVER_PI.forEach((word, index) => {
      code.i64(word).get(found, code.parameter(0)).i32(index).op('i32.eq').op('select').set(found);
    });
    code.get(found);
  });
}

/**
 * x >= 2^20 finite, as n pi / 2 + r, |r| <= pi / 4: r to double accuracy and n modulo 4. The product of the mantissa
 * with the bits of 2 / pi that matter, in integers. Source: Payne and Hanek (1983), ACM SIGNUM Newsletter 18.
 */
export function reduceLargeAngle(library: FunctionLibrary): FunctionIndex {
  const type = { parameters: ['f64'], results: ['f64', 'i64'] } as const;
  return library.once('reduceLargeAngle', type, (code) => {
    const { mantissa, window } = openWindow(code, code.parameter(0));
    const [high, middle, low] = product(code, mantissa, window) as [Local, Local, Local];
    // Two bits of n, then the fraction, read as signed: the rounding of n is its sign.
    shiftedPair(code, high, middle, 2n);
    const fraction = code.keep('i64');
    code
      .get(fraction)
      .op('f64.convert_i64_s')
      .f64(2 ** -64)
      .op('f64.mul');
    shiftedPair(code, middle, low, 2n);
    code
      .op('f64.convert_i64_u')
      .f64(2 ** -128)
      .op('f64.mul')
      .op('f64.add');
    code.f64(Math.PI / 2).op('f64.mul');
    code.get(high).i64(62n).op('i64.shr_u');
    code.get(fraction).i64(63n).op('i64.shr_u').op('i64.add').i64(3n).op('i64.and');
  });
}

/** The mantissa of x as an integer, and the words of 2 / pi its product with which counts, highest first. */
function openWindow(code: Code, x: Local): { mantissa: Local; window: Local[] } {
  code.get(x).op('i64.reinterpret_f64');
  const bits = code.keep('i64');
  code
    .get(bits)
    .i64((1n << 52n) - 1n)
    .op('i64.and')
    .i64(1n << 52n)
    .op('i64.or');
  const mantissa = code.keep('i64');
  // Bits whose weight in the product is a multiple of 4 are left out: the window begins 62 + exponent bits in.
  code
    .get(bits)
    .i64(52n)
    .op('i64.shr_u')
    .i64(1075n - 62n)
    .op('i64.sub');
  const start = code.keep('i64');
  code.get(start).i64(6n).op('i64.shr_u').op('i32.wrap_i64');
  const first = code.keep('i32');
  const words = Array.from({ length: WINDOW_WORDS + 1 }, (_, k) => {
    code.get(first).i32(k).op('i32.add').call(tableWord(code.library));
    return code.keep('i64');
  });
  code.get(start).i64(63n).op('i64.and');
  const shift = code.keep('i64');
  const window = words.slice(0, -1).map((word, k) => {
    code.get(word, shift).op('i64.shl');
    // In two steps: a shift by 64 would be one by 0.
    code
      .get(words[k + 1]!)
      .i64(1n)
      .op('i64.shr_u')
      .i64(63n)
      .get(shift)
      .op('i64.sub')
      .op('i64.shr_u');
    code.op('i64.or');
    return code.keep('i64');
  });
  return { mantissa, window };
}

/** mantissa * window modulo 2^192, highest word first: in halves of words, lowest first. */
function product(code: Code, mantissa: Local, window: readonly Local[]): Local[] {
  const halves = window
    .toReversed()
    .flatMap((word) => [lowerHalf(code, word), upperHalf(code, word)]);
  const low = lowerHalf(code, mantissa);
  const high = upperHalf(code, mantissa);
  code.i64(0n);
  const carry = code.keep('i64');
  const results = halves.map((half, k) => {
    code.get(low, half).op('i64.mul');
    const partial = code.keep('i64');
    code.get(carry, partial).i64(MASK).op('i64.and').op('i64.add');
    if (k > 0)
      code
        .get(high, halves[k - 1]!)
        .op('i64.mul')
        .op('i64.add');
    const sum = code.keep('i64');
    code.get(sum).i64(32n).op('i64.shr_u').get(partial).i64(32n).op('i64.shr_u').op('i64.add');
    code.set(carry);
    code.get(sum).i64(MASK).op('i64.and');
    return code.keep('i64');
  });
  return [2, 1, 0].map((word) => {
    code
      .get(results[2 * word + 1]!)
      .i64(32n)
      .op('i64.shl')
      .get(results[2 * word]!)
      .op('i64.or');
    return code.keep('i64');
  });
}

function lowerHalf(code: Code, word: Local): Local {
  code.get(word).i64(MASK).op('i64.and');
  return code.keep('i64');
}

function upperHalf(code: Code, word: Local): Local {
  code.get(word).i64(32n).op('i64.shr_u');
  return code.keep('i64');
}

/** The upper word of two, moved up by some bits; left on the stack. */
function shiftedPair(code: Code, high: Local, low: Local, bits: bigint): void {
  code
    .get(high)
    .i64(bits)
    .op('i64.shl')
    .get(low)
    .i64(64n - bits)
    .op('i64.shr_u')
    .op('i64.or');
}
