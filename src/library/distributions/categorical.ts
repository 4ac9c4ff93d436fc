import { drawIndex } from '../../base/random/variates.js';
import {
  constant,
  constantValues,
  equal,
  floor,
  gather,
  lessEqual,
  log,
  logSumExp,
  maximum,
  minimum,
  mul,
  pick,
  select,
  sub,
  type Node,
} from '../../expression/index.js';
import { alternative, declare } from '../declare.js';
import { softmax } from '../softmax.js';
import { CLASS } from '../support.js';

export const categorical = declare({
  name: 'categorical',
  doc: 'One of K classes, 1 to K.',
  source: 'Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., 16.5',
  parameters: {
    logits: { support: 'real', axes: ['K'], doc: 'log chances, up to a common constant' },
  },
  alternatives: [
    alternative({ probs: { support: 'unit', axes: ['K'], doc: 'chances' } }, ({ probs }) => ({
      logits: log(probs),
    })),
  ],
  support: () => CLASS,
  logDensity(x, { logits }) {
    const classes = logits.shape.at(-1)!;
    const density = sub(entry(logits, zeroBased(x, classes)), logSumExp(logits));
    if (x.op === 'input' || isCoded(x, classes)) return density;
    const one = constant(1);
    const inside = mul(lessEqual(one, x), lessEqual(x, constant(classes)));
    return select(mul(inside, equal(floor(x), x)), density, constant(-Infinity));
  },
  probabilities: ({ logits }) => softmax(logits),
  sample: (stream, { logits }) => drawIndex(stream, logits) + 1,
});

/** One entry a row, where every row may have the same logits. */
function entry(logits: Node, index: Node): Node {
  const shared = logits.shape.length === 1 && index.shape.length > 0;
  return shared ? gather(logits, index) : pick(logits, index);
}

/** Within 0 .. classes - 1 whatever x is: an index past the end would read foreign memory. */
function zeroBased(x: Node, classes: number): Node {
  if (x.op === 'constant') {
    const codes = constantValues(x).map((code) => clamp(code, classes) - 1);
    return x.shape.length > 0 ? constant(codes, x.shape) : constant(codes[0]!);
  }
  const inside = minimum(maximum(floor(x), constant(1)), constant(classes));
  return sub(inside, constant(1));
}

function clamp(code: number, classes: number): number {
  return Math.min(Math.max(Math.floor(code) || 1, 1), classes);
}

function isCoded(x: Node, classes: number): boolean {
  if (x.op !== 'constant') return false;
  return constantValues(x).every((code) => clamp(code, classes) === code);
}
