import {
  add,
  broadcast,
  constant,
  div,
  exp,
  matmul,
  mul,
  neg,
  reshape,
  sin,
  sqrt,
  square,
  sub,
  sum,
  type Node,
} from '../../expression/index.js';
import { shapeText, type Dimension } from '../dimension.js';
import { constantMatrix } from '../events.js';
import type { LanguageFunction } from '../function.js';
import type { SupportKind } from '../support.js';

/** A covariance of function values at inputs x, [n] or [n, d], whose diagonal may be raised by a jitter. */
interface Covariance {
  readonly name: string;
  readonly doc: string;
  /** Of the arguments between x and the jitter. */
  readonly parameters: readonly string[];
  build(x: Node, parameters: readonly Node[]): Node;
}

function asColumns(x: Node): Node {
  return x.shape.length === 2 ? x : reshape(x, [x.shape[0]!, 1]);
}

/** Differences of each pair of points, [n, n, d]. */
function differences(x: Node): Node {
  const columns = asColumns(x);
  const [rows, width] = columns.shape as [number, number];
  const shape = [rows, rows, width];
  return sub(broadcast(columns, shape, [0, 2]), broadcast(columns, shape, [1, 2]));
}

function squaredDistances(x: Node): Node {
  return sum(square(differences(x)), [2]);
}

/** Differentiable where two points are the same. */
function distances(x: Node): Node {
  return sqrt(add(squaredDistances(x), constant(1e-30)));
}

const COVARIANCES: readonly Covariance[] = [
  {
    name: 'gp_exp_quad',
    doc: 'magnitude^2 exp(-r^2 / (2 length_scale^2)), r the distance: smooth functions',
    parameters: ['magnitude', 'length_scale'],
    build: (x, [magnitude, scale]) =>
      mul(square(magnitude!), exp(div(mul(constant(-0.5), squaredDistances(x)), square(scale!)))),
  },
  {
    name: 'gp_exponential',
    doc: 'magnitude^2 exp(-r / length_scale): rough functions, of an Ornstein-Uhlenbeck process',
    parameters: ['magnitude', 'length_scale'],
    build: (x, [magnitude, scale]) => mul(square(magnitude!), exp(neg(div(distances(x), scale!)))),
  },
  {
    name: 'gp_matern32',
    doc: 'magnitude^2 (1 + z) exp(-z), z = sqrt(3) r / length_scale: functions with one derivative',
    parameters: ['magnitude', 'length_scale'],
    build(x, [magnitude, scale]) {
      const z = div(mul(constant(Math.sqrt(3)), distances(x)), scale!);
      return mul(square(magnitude!), mul(add(constant(1), z), exp(neg(z))));
    },
  },
  {
    name: 'gp_matern52',
    doc: 'magnitude^2 (1 + z + z^2 / 3) exp(-z), z = sqrt(5) r / length_scale: functions with two derivatives',
    parameters: ['magnitude', 'length_scale'],
    build(x, [magnitude, scale]) {
      const z = div(mul(constant(Math.sqrt(5)), distances(x)), scale!);
      const polynomial = add(add(constant(1), z), mul(constant(1 / 3), square(z)));
      return mul(square(magnitude!), mul(polynomial, exp(neg(z))));
    },
  },
  {
    name: 'gp_periodic',
    doc: "magnitude^2 exp(-2 sum(sin(pi (x - x') / period)^2) / length_scale^2): functions that repeat themselves",
    parameters: ['magnitude', 'length_scale', 'period'],
    build(x, [magnitude, scale, period]) {
      const turns = sin(div(mul(constant(Math.PI), differences(x)), period!));
      const waves = sum(square(turns), [2]);
      return mul(square(magnitude!), exp(div(mul(constant(-2), waves), square(scale!))));
    },
  },
  {
    name: 'gp_linear',
    doc: "offset^2 + magnitude^2 sum(x x'): straight lines through a random point",
    parameters: ['magnitude', 'offset'],
    build(x, [magnitude, offset]) {
      const columns = asColumns(x);
      const products = matmul(columns, columns, { transposeB: true });
      return add(square(offset!), mul(square(magnitude!), products));
    },
  },
];

function shapeOf(
  { name, parameters }: Covariance,
  [x, ...given]: readonly (readonly Dimension[])[],
): readonly Dimension[] | string {
  if (x!.length !== 1 && x!.length !== 2) {
    return `${name} takes points, [n] or [n, d], and was given ${shapeText(x!)}`;
  }
  const wrong = given.findIndex((shape) => shape.length > 0);
  if (wrong < 0) return [x![0]!, x![0]!];
  const which = parameters[wrong] ?? 'jitter';
  return `${which} of ${name} is one number, and was given ${shapeText(given[wrong]!)}`;
}

function withJitter(matrix: Node, jitter: Node): Node {
  const size = matrix.shape[0]!;
  return add(
    matrix,
    mul(
      jitter,
      constantMatrix(size, size, (i, j) => (i === j ? 1 : 0)),
    ),
  );
}

/** Rasmussen and Williams (2006), Gaussian Processes for Machine Learning, ch. 4. */
export const covarianceFunctions: readonly LanguageFunction[] = COVARIANCES.flatMap(
  (covariance): LanguageFunction[] => {
    const { name, doc, parameters, build } = covariance;
    const common = {
      name,
      kind: 'structural',
      dimensions: (shapes: readonly (readonly Dimension[])[]) => shapeOf(covariance, shapes),
      support: (): SupportKind => 'real',
    } as const;
    const plain = ['x', ...parameters];
    const raised = [...plain, 'jitter'];
    return [
      {
        ...common,
        ...{ doc, arity: plain.length, argumentNames: plain },
        build: ([x, ...given]) => build(x!, given),
      },
      {
        ...common,
        doc: 'the same with a jitter added on the diagonal',
        ...{ arity: raised.length, argumentNames: raised },
        build: ([x, ...given]) => withJitter(build(x!, given.slice(0, -1)), given.at(-1)!),
      },
    ];
  },
);
