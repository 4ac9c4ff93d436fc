import {
  abs,
  add,
  constant,
  div,
  erf,
  expm1,
  lessThan,
  maximum,
  minimum,
  mul,
  select,
  sigmoid,
  softplus,
  tanh,
  type Node,
} from '../expression/index.js';

/** An activation without parameters, usable by its name in a network. */
export interface Activation {
  readonly name: string;
  readonly doc: string;
  build(x: Node): Node;
}

const ZERO = constant(0);
const ONE = constant(1);
const LEAK = constant(0.01);

function gelu(x: Node): Node {
  const twiceCdf = add(ONE, erf(mul(x, constant(Math.SQRT1_2))));
  return mul(mul(constant(0.5), x), twiceCdf);
}

function elu(x: Node): Node {
  // The minimum keeps the branch not taken from overflowing.
  return select(lessThan(ZERO, x), x, expm1(minimum(x, ZERO)));
}

function leakyRelu(x: Node): Node {
  return maximum(x, mul(LEAK, x));
}

function swish(x: Node): Node {
  return mul(x, sigmoid(x));
}

const ALL: readonly Activation[] = [
  { name: 'identity', doc: 'x', build: (x) => x },
  { name: 'relu', doc: 'max(x, 0)', build: (x) => maximum(x, ZERO) },
  { name: 'tanh', doc: 'tanh(x)', build: tanh },
  { name: 'sigmoid', doc: '1 / (1 + exp(-x))', build: sigmoid },
  { name: 'softplus', doc: 'log(1 + exp(x))', build: softplus },
  { name: 'softsign', doc: 'x / (1 + |x|)', build: (x) => div(x, add(ONE, abs(x))) },
  { name: 'gelu', doc: 'x Phi(x) (Hendrycks and Gimpel 2016)', build: gelu },
  { name: 'swish', doc: 'x sigmoid(x) (Ramachandran et al. 2017)', build: swish },
  { name: 'silu', doc: 'x sigmoid(x), the same as swish', build: swish },
  { name: 'elu', doc: 'x where positive, else exp(x) - 1 (Clevert et al. 2015)', build: elu },
  { name: 'leaky_relu', doc: 'max(x, 0.01 x) (Maas et al. 2013)', build: leakyRelu },
];

export const activations: ReadonlyMap<string, Activation> = new Map(
  ALL.map((activation) => [activation.name, activation]),
);
