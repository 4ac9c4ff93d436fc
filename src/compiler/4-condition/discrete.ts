import { add, constant, evaluate, inputsOf, sizeOf, type Node } from '../../expression/index.js';
import type { Factor, Variable } from '../3-factorize/graph.js';
import type { Form, Refusal } from './conditional.js';
import { elementTerms, rowTerms } from './element-terms.js';

/** A finite discrete unknown is drawn from the log densities of its values; others have a density only. */
export function discreteForm(variable: Variable, factors: readonly Factor[]): Form | Refusal {
  const counts = countsOf(variable, factors);
  if (counts === undefined) return { form: 'discrete', because: unbounded(variable) };
  const first = variable.support.kind === 'class' ? 1 : 0;
  const densities = factors.map(({ logDensity }) => logDensity);
  const { input, shape } = variable;
  const parts = densities.map((node) => elementTerms([node], input) ?? rowTerms(node, input));
  const own = parts.reduce<Node>((sum, part) => (part ? add(sum, part) : sum), constant(0, shape));
  const others = densities.filter((_, i) => parts[i] === undefined);
  if (others.length === 0) return { kind: 'discrete', first, counts, elementwise: own };
  return { kind: 'discrete', first, counts, joined: { own, others } };
}

function countsOf(variable: Variable, factors: readonly Factor[]): number[] | undefined {
  const { support } = variable;
  const size = sizeOf(variable.shape);
  const all = (count: number) => new Array<number>(size).fill(count);
  if (support.kind === 'bool') return all(2);
  if (support.kind === 'class') return classes(variable, factors).map(all)[0];
  if (support.kind !== 'count' || support.upper === undefined) return undefined;
  if (inputsOf(support.upper).size > 0) return undefined;
  const [upper] = evaluate([support.upper]);
  return all(0).map((_, i) => (upper![i] ?? upper![0]!) + 1);
}

/** The number of classes is the length of the prior's vector of probabilities. */
function classes(variable: Variable, factors: readonly Factor[]): number[] {
  const prior = factors.find(({ kind, target }) => kind === 'prior' && target === variable.name);
  const chances = prior?.distribution.probabilities?.(prior.parameters);
  return chances === undefined ? [] : [chances.shape.at(-1)!];
}

function unbounded({ name, support }: Variable): string {
  if (support.kind === 'count' && support.upper !== undefined) {
    return `the largest value of ${name} depends on other unknowns`;
  }
  if (support.kind === 'composition') {
    return `the elements of ${name} have a given sum, so that none can move alone`;
  }
  return `${name} has infinitely many values`;
}
