const MULTIPLIER = [0xd2511f53, 0xcd9e8d57] as const;
const WEYL = [0x9e3779b9, 0xbb67ae85] as const;
const ROUNDS = 10;

/** Four 32-bit words. */
export type Words = [number, number, number, number];

/**
 * Philox4x32-10: a bijection of four words for each key of two, under which counters become
 * independent random words. Source: Salmon, Moraes, Dror, Shaw (2011), Parallel random numbers.
 */
export function philox(counter: Words, key: readonly [number, number]): Words {
  let [a, b, c, d] = counter;
  let [k, l] = key;
  for (let round = 0; round < ROUNDS; round++) {
    const highA = upperProduct(MULTIPLIER[0], a);
    const highC = upperProduct(MULTIPLIER[1], c);
    const lowA = Math.imul(MULTIPLIER[0], a);
    const lowC = Math.imul(MULTIPLIER[1], c);
    a = highC ^ b ^ k;
    b = lowC;
    c = highA ^ d ^ l;
    d = lowA;
    k = (k + WEYL[0]) | 0;
    l = (l + WEYL[1]) | 0;
  }
  return [a, b, c, d];
}

/** The upper 32 of the 64 bits of a product of unsigned words. */
function upperProduct(x: number, y: number): number {
  const [xLow, xHigh] = [x & 0xffff, x >>> 16];
  const [yLow, yHigh] = [y & 0xffff, y >>> 16];
  const first = xHigh * yLow + ((xLow * yLow) >>> 16);
  const second = xLow * yHigh + (first & 0xffff);
  return (xHigh * yHigh + (first >>> 16) + (second >>> 16)) | 0;
}
