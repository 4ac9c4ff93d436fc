import {
  concat,
  constant,
  equal,
  expm1,
  floor,
  gather,
  lessEqual,
  log,
  maximum,
  minimum,
  mul,
  neg,
  pick,
  select,
  sigmoid,
  softplus,
  sub,
  broadcast,
  type Node,
} from '../../expression/index.js';
import { declare } from '../declare.js';
import { CLASS } from '../support.js';
import { total } from '../terms.js';

const ZERO = constant(0);
const ONE = constant(1);

export const orderedLogistic = declare({
  name: 'ordered_logistic',
  doc: 'Ordered classes 1 to K: the interval between K - 1 rising cutpoints that a logistic with location eta falls in.',
  source: 'McCullagh (1980), Journal of the Royal Statistical Society B 42(2), 109-142',
  parameters: {
    eta: { support: 'real', doc: 'location on the scale of the cutpoints' },
    cutpoints: {
      support: 'real',
      axes: ['bounds'],
      doc: 'K - 1 rising bounds between the classes',
    },
  },
  support: () => CLASS,
  logDensity(x, { eta, cutpoints }) {
    const classes = cutpoints.shape.at(-1)! + 1;
    const isFirst = lessEqual(x, ONE);
    const isLast = lessEqual(constant(classes), x);
    const below = sub(eta, cutpoint(cutpoints, sub(x, constant(2))));
    const above = sub(eta, cutpoint(cutpoints, sub(x, ONE)));
    const isInner = mul(sub(ONE, isFirst), sub(ONE, isLast));
    const width = select(isInner, sub(above, below), constant(-1));
    const density = total(
      select(isFirst, ZERO, neg(softplus(neg(below)))),
      select(isLast, ZERO, neg(softplus(above))),
      select(isInner, log(neg(expm1(width))), ZERO),
    );
    const inside = mul(lessEqual(ONE, x), lessEqual(x, constant(classes)));
    return select(mul(inside, equal(floor(x), x)), density, constant(-Infinity));
  },
  probabilities({ eta, cutpoints }) {
    const axis = Math.max(eta.shape.length, cutpoints.shape.length - 1);
    const outer = axis === eta.shape.length ? eta.shape : cutpoints.shape.slice(0, -1);
    const shape = [...outer, cutpoints.shape.at(-1)!];
    const axes = eta.shape.map((_, i) => i);
    const own = cutpoints.shape.map((_, i) => i + shape.length - cutpoints.shape.length);
    const over = sigmoid(sub(broadcast(eta, shape, axes), broadcast(cutpoints, shape, own)));
    const edge = (value: number) => constant(value, [...outer, 1]);
    return sub(concat([edge(1), over], axis), concat([over, edge(0)], axis));
  },
  sample(stream, { eta, cutpoints }) {
    const u = stream.uniform();
    const value = eta + Math.log(u) - Math.log1p(-u);
    return 1 + cutpoints.filter((bound) => bound < value).length;
  },
});

/** The cutpoint at a 0-based place, or the nearest there is. */
function cutpoint(cutpoints: Node, index: Node): Node {
  const most = cutpoints.shape.at(-1)! - 1;
  const place = minimum(maximum(floor(index), ZERO), constant(most));
  if (cutpoints.shape.length === 1) return gather(cutpoints, place);
  return pick(cutpoints, place);
}
