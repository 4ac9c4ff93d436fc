import {
  add,
  broadcast,
  constant,
  gradient,
  input,
  matmul,
  mul,
  neg,
  square,
  sub,
  sum,
  tanh,
  type Node,
} from '../../src/expression/index.js';

/** A regression network's log density and its gradient: [rows, features] -> hidden tanh -> 1. */
export function network(rows: number, features: number, hidden: number): Node[] {
  const wave = (size: number, k: number) =>
    Float64Array.from({ length: size }, (_, i) => Math.sin(i * k));
  const x = constant(wave(rows * features, 0.37), [rows, features], 'x');
  const y = constant(wave(rows, 0.11), [rows], 'y');
  const w1 = input('w1', [features, hidden]);
  const b1 = input('b1', [hidden]);
  const w2 = input('w2', [hidden]);
  const b2 = input('b2', []);
  const h = tanh(add(matmul(x, w1), broadcast(b1, [rows, hidden], [1])));
  const f = add(matmul(h, w2), b2);
  const parameters = [w1, b1, w2, b2];
  const prior = parameters.map((w) => sum(square(w))).reduce(add);
  const density = neg(add(mul(constant(0.5), sum(square(sub(y, f)))), mul(constant(0.05), prior)));
  return [density, ...gradient(density, parameters)];
}
