import { algebra } from '../builders.js';
import { isZero } from '../constant.js';
import { gradient } from '../gradient.js';
import { mismatch } from '../mismatch.js';
import type { Node } from '../node.js';
import { share } from '../simplify.js';
import { dependents, topological } from '../traverse.js';
import { formOf, Refused, sumForm, type Form } from './form.js';
import { readByRules } from './matrices.js';
import { power, statisticName, statisticShape, type Monomial } from './monomial.js';
import type { Known } from './nonlinear.js';
import { formRule, type Context } from './rules.js';
import { mixtures } from './structural.js';
import { tidy } from './tidy.js';

/**
 * `statistic` as `x`, `x^2`, `x^-1`, `log(x)`, `abs(x)`, `log(1-x)`, `inverse(x)` and `logdet(x)`; `coefficient` of the shape of the
 * statistic, which is the block's but for `logdet(x)`.
 */
export interface CollectedStatistic {
  readonly statistic: string;
  readonly coefficient: Node;
}

export type Statistics =
  | { readonly kind: 'ok'; readonly statistics: readonly CollectedStatistic[] }
  | { readonly kind: 'refused'; readonly because: string };

/**
 * Proves that the sum of the scalars is, as a function of the elements of the block (an input),
 * sum_k sum(coefficient_k * t_k(block)) + a constant, with coefficients free of the block. Logarithms
 * and fractional powers are expanded as for x > 0, where alone they are defined; of a block that is known to be
 * positive |x| is x. The work grows with the expression, not with its shapes.
 */
export function collectStatistics(
  terms: readonly Node[],
  block: Node,
  { positive = false, simplex = false, covariance = false }: Known = {},
): Statistics {
  for (const term of terms) {
    if (term.shape.length > 0) throw mismatch('collectStatistics', [term], 'needs scalar terms');
  }
  const name = String(block.attributes.name);
  const placeholders = new Placeholders(block);
  const context: Context = {
    name,
    ...{ positive, simplex, covariance, shape: block.shape },
    placeholder: (monomial) => placeholders.of(monomial),
    number: numbering(),
  };
  try {
    const form = totalForm(terms, block, context);
    const parts = mixtures(form, context.placeholder, '').map(({ expression }) => expression);
    const total = parts.reduce(algebra.add, algebra.constant(0));
    return { kind: 'ok', statistics: placeholders.coefficients(total) };
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', because: error.message };
    throw error;
  }
}

function totalForm(terms: readonly Node[], block: Node, context: Context): Form {
  const shared = share([...terms, block]);
  const own = shared.at(-1)!;
  const read = readByRules(shared);
  const order = topological(shared).filter((node) => read.has(node));
  const dependent = dependents(order, [own]);
  const forms = new Map<Node, Form>();
  for (const node of order) {
    if (!dependent.has(node)) forms.set(node, formOf(node.shape, { free: node }));
    else if (node === own) forms.set(node, blockForm(own));
    else {
      const inputs = node.inputs.map((input) => forms.get(input)!);
      forms.set(node, formRule(node, inputs, context));
    }
  }
  return shared
    .slice(0, -1)
    .map((term) => forms.get(term)!)
    .reduce((sum, form) => sumForm([], sum, form), formOf([], {}));
}

function blockForm(block: Node): Form {
  const path = { key: 'x', shape: block.shape, sparse: false, apply: (x: Node) => x };
  return formOf(block.shape, {
    terms: [{ monomial: power(1), path, coefficient: algebra.constant(1) }],
  });
}

/** One input of the block's shape for each monomial that occurs. */
class Placeholders {
  private readonly byName = new Map<string, Node>();

  constructor(private readonly block: Node) {}

  of(monomial: Monomial): Node {
    const name = statisticName(monomial);
    const found = this.byName.get(name) ?? this.made(name);
    this.byName.set(name, found);
    return found;
  }

  private made(name: string): Node {
    return algebra.input(`statistic ${name}`, statisticShape(name, this.block.shape));
  }

  /** The natural coefficients: `total` is linear in every placeholder. */
  coefficients(total: Node): CollectedStatistic[] {
    const names = [...this.byName.keys()];
    const gradients = tidy(gradient(total, [...this.byName.values()]));
    return names
      .map((statistic, i) => ({ statistic, coefficient: gradients[i]! }))
      .filter(({ coefficient }) => !isZero(coefficient));
  }
}

function numbering(): (node: Node) => number {
  const numbers = new Map<Node, number>();
  return (node) => {
    const found = numbers.get(node) ?? numbers.size;
    numbers.set(node, found);
    return found;
  };
}
