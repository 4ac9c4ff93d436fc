import { InvariantError } from '../base/diagnostic.js';
import type { Algebra, Transposition } from './algebra.js';
import { construct } from './construct.js';
import { mismatch } from './mismatch.js';
import { sizeOf, type Attribute, type Node, type Shape } from './node.js';

function make(op: string, inputs: readonly Node[], attributes: Record<string, Attribute> = {}) {
  return construct(op, inputs, attributes, algebra);
}

const unary = (op: string) => (x: Node) => make(op, [x]);
const binary = (op: string) => (a: Node, b: Node) => make(op, [a, b]);
const ternary = (op: string) => (a: Node, b: Node, c: Node) => make(op, [a, b, c]);

function constant(value: number | Float64Array, shape?: Shape, name?: string): Node {
  const called = name === undefined ? {} : { name };
  if (typeof value === 'number') {
    const scalar = make('constant', [], { value, shape: [], ...called });
    return broadcast(scalar, shape ?? [], []);
  }
  const size = shape ?? [value.length];
  if (sizeOf(size) !== value.length) {
    throw new InvariantError(`constant of ${String(value.length)} values as [${size.join(', ')}]`);
  }
  if (size.length === 0) return constant(value[0]!, [], name);
  return make('constant', [], { value, shape: size, ...called });
}

function sum(x: Node, axes?: readonly number[]): Node {
  const all = axes ?? x.shape.map((_, axis) => axis);
  return make('sum', [x], { axes: [...all].sort((a, b) => a - b) });
}

function maxReduce(x: Node, axes: readonly number[] = [x.shape.length - 1]): Node {
  return make('maxReduce', [x], { axes: [...axes].sort((a, b) => a - b) });
}

function matmul(a: Node, b: Node, { transposeA, transposeB }: Transposition = {}): Node {
  if (a.shape.length === 1 && b.shape.length === 1) {
    throw mismatch('matmul', [a, b], 'needs at least one matrix');
  }
  if (b.shape.length === 1) {
    const column = matmul(a, reshape(b, [b.shape[0]!, 1]), { transposeA: transposeA ?? false });
    return reshape(column, [column.shape[0]!]);
  }
  if (a.shape.length === 1) {
    const row = matmul(reshape(a, [1, a.shape[0]!]), b, { transposeB: transposeB ?? false });
    return reshape(row, [row.shape[1]!]);
  }
  const flags = { transposeA: transposeA ? 1 : 0, transposeB: transposeB ? 1 : 0 };
  return make('matmul', [a, b], flags);
}

/** The factor is a node of its own, which all functions of one matrix share. */
const cholesky = unary('cholesky');
const ofFactor = (op: string) => (a: Node) => make(op, [a, cholesky(a)]);

function solveSpd(a: Node, b: Node): Node {
  if (b.shape.length !== 1) return make('solveSpd', [a, b, cholesky(a)]);
  return reshape(solveSpd(a, reshape(b, [b.shape[0]!, 1])), b.shape);
}

function scatterAdd(x: Node, index: Node, size: number): Node {
  return make('scatterAdd', [x, index], { size });
}

function scatterPick(x: Node, index: Node, size: number): Node {
  return make('scatterPick', [x, index], { size });
}

function broadcast(x: Node, shape: Shape, axes: readonly number[]): Node {
  return make('broadcast', [x], { shape, axes });
}

function reshape(x: Node, shape: Shape): Node {
  if (x.op !== 'constant' || x.shape.length === 0) return make('reshape', [x], { shape });
  if (sizeOf(shape) !== sizeOf(x.shape)) return make('reshape', [x], { shape });
  const { value, name } = x.attributes;
  return constant(value as Float64Array, shape, name as string | undefined);
}

function slice(x: Node, axis: number, start: number, end: number): Node {
  return make('slice', [x], { axis, start, end });
}

function pad(x: Node, axis: number, before: number, after: number): Node {
  return make('pad', [x], { axis, before, after });
}

function concat(nodes: readonly Node[], axis: number): Node {
  if (nodes.length === 0) throw new InvariantError('concat of nothing');
  return make('concat', nodes, { axis });
}

function stack(nodes: readonly Node[]): Node {
  return concat(
    nodes.map((node) => reshape(node, [1, ...node.shape])),
    0,
  );
}

/** All builders as one value, for the rules that receive them. */
export const algebra: Algebra = {
  constant,
  input: (name, shape) => make('input', [], { name, shape }),
  add: binary('add'),
  sub: binary('sub'),
  mul: binary('mul'),
  div: binary('div'),
  pow: binary('pow'),
  maximum: binary('maximum'),
  minimum: binary('minimum'),
  lessThan: binary('lessThan'),
  lessEqual: binary('lessEqual'),
  equal: binary('equal'),
  neg: unary('neg'),
  exp: unary('exp'),
  log: unary('log'),
  log1p: unary('log1p'),
  expm1: unary('expm1'),
  sqrt: unary('sqrt'),
  square: unary('square'),
  abs: unary('abs'),
  sign: unary('sign'),
  tanh: unary('tanh'),
  sigmoid: unary('sigmoid'),
  softplus: unary('softplus'),
  sin: unary('sin'),
  cos: unary('cos'),
  erf: unary('erf'),
  lgamma: unary('lgamma'),
  digamma: unary('digamma'),
  trigamma: unary('trigamma'),
  atan: unary('atan'),
  besselRatio: unary('besselRatio'),
  inverseMills: unary('inverseMills'),
  logBesselI0: unary('logBesselI0'),
  logNormalCdf: unary('logNormalCdf'),
  logBetaI: ternary('logBetaI'),
  logBetaISlopeA: ternary('logBetaISlopeA'),
  logBetaISlopeB: ternary('logBetaISlopeB'),
  logGammaP: binary('logGammaP'),
  logGammaPSlope: binary('logGammaPSlope'),
  logGammaQ: binary('logGammaQ'),
  logGammaQSlope: binary('logGammaQSlope'),
  logSkewNormalCdf: binary('logSkewNormalCdf'),
  logStudentCdf: binary('logStudentCdf'),
  logStudentCdfSlope: binary('logStudentCdfSlope'),
  logVonMisesMass: ternary('logVonMisesMass'),
  logVonMisesMassSlope: ternary('logVonMisesMassSlope'),
  floor: unary('floor'),
  select: (condition, whenTrue, whenFalse) => make('select', [condition, whenTrue, whenFalse]),
  sum,
  logSumExp: unary('logSumExp'),
  maxReduce,
  matmul,
  cholesky,
  logDetSpd: ofFactor('logDetSpd'),
  inverseSpd: ofFactor('inverseSpd'),
  solveSpd,
  transpose: unary('transpose'),
  gather: binary('gather'),
  scatterAdd,
  pick: binary('pick'),
  scatterPick,
  broadcast,
  reshape,
  recurrence: (a, b, backwards) => make('recurrence', [a, b], { backwards: backwards ? 1 : 0 }),
  fold: (start, arrays, step) => make('fold', [start, ...arrays], { step }),
  slice,
  pad,
  concat,
  stack,
  windows: (x, window, stride) => make('windows', [x], { window, stride }),
  convolve: (x, weights, stride) => make('convolve', [x, weights], { stride }),
  convolveInput: (g, weights, stride, size) =>
    make('convolveInput', [g, weights], { stride, size }),
  convolveWeights: (x, g, stride, window) => make('convolveWeights', [x, g], { stride, window }),
};
