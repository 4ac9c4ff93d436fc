import type { Code } from '../encoder/index.js';

/** Runs what `body` writes a fixed number of times; once needs no loop. */
export function countedLoop(code: Code, times: number, body: () => void): void {
  if (times <= 0) return;
  if (times === 1) {
    body();
    return;
  }
  const left = code.local('i32');
  code.i32(times).set(left);
  const again = code.loop();
  body();
  code.get(left).i32(1).op('i32.sub').tee(left).brIf(again);
  code.end();
  code.free(left);
}
