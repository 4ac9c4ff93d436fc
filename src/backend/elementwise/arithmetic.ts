import type { Term, Variable, VectorCode } from './vector-code.js';

type Emitter = (v: VectorCode, a: Variable, b: Variable, c: Variable) => Term;

/** 1 or 0 for a mask. */
function truth(v: VectorCode, mask: Term): Term {
  return v.bitwise('and', mask, v.constant(1));
}

function sign(v: VectorCode, x: Variable): Term {
  const one = v.withSign(v.constant(1), x);
  // Zeros keep their sign and NaN stays.
  return v.choose(v.binary('gt', v.abs(x), v.constant(0)), one, x);
}

/** Primitives that are one instruction or a few. */
export const ARITHMETIC: Readonly<Record<string, Emitter>> = {
  abs: (v, a) => v.abs(a),
  add: (v, a, b) => v.add(a, b),
  copy: (_v, a) => a,
  div: (v, a, b) => v.div(a, b),
  equal: (v, a, b) => truth(v, v.binary('eq', a, b)),
  floor: (v, a) => v.unary('floor', a),
  lessEqual: (v, a, b) => truth(v, v.binary('le', a, b)),
  lessThan: (v, a, b) => truth(v, v.binary('lt', a, b)),
  maximum: (v, a, b) => v.binary('max', a, b),
  minimum: (v, a, b) => v.binary('min', a, b),
  mul: (v, a, b) => v.mul(a, b),
  neg: (v, a) => v.unary('neg', a),
  select: (v, a, b, c) => v.choose(v.binary('ne', a, v.constant(0)), b, c),
  sign,
  sqrt: (v, a) => v.unary('sqrt', a),
  square: (v, a) => v.mul(a, a),
  sub: (v, a, b) => v.sub(a, b),
};
