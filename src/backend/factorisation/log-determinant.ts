import { log } from '../elementwise/logarithm.js';
import type { RoutineCode } from './routine-code.js';

const [FACTOR, RESULT] = [0, 1];

/** log det A from the lower factor of A. */
export function writeLogDeterminant(code: RoutineCode, n: number): void {
  const { v, lanes } = code;
  const sum = v.variable(v.constant(0));
  const diagonal = code.pointer(FACTOR, [0]);
  const add = (count: number) => {
    const ones = Array.from({ length: lanes }, (_, lane) => (lane < count ? 0 : 1));
    let elements = v.variable(code.numbers(ones));
    for (let lane = 0; lane < count; lane++) {
      const only = Array.from({ length: lanes }, (_, other) => +(other === lane));
      elements = v.variable(
        v.madd(code.splat(diagonal, lane * (n + 1)), code.numbers(only), elements),
      );
    }
    v.assign(sum, v.add(sum, log(v, elements)));
  };
  const rest = n % lanes;
  code.loop([0], [n - rest], lanes, () => {
    add(lanes);
    code.move(diagonal, lanes * (n + 1));
  });
  if (rest > 0) add(rest);
  const result = code.pointer(RESULT, [0]);
  code.store(result, 0, v.mul(v.constant(2), code.total(sum)), 1);
}
