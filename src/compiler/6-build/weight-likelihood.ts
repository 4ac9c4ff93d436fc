import type { Backend, Executable } from '../../backend/backend.js';
import {
  add,
  constant,
  input,
  inputsOf,
  sizeOf,
  substituteAll,
  topological,
  type Node,
} from '../../expression/index.js';
import { loader, spread, type Layout } from './state.js';

/** A log likelihood as single weights change. */
export interface WeightLikelihood {
  /** Takes up the weights, and what else is read from the chain. */
  start(weights: Float64Array): void;
  /** Log likelihood with weight j at `value`, less that of the present weights. */
  change(j: number, value: number): number;
  keep(j: number, value: number): void;
}

/** A matrix product of a design and the weights, each of which moves one column of it. */
interface Product {
  readonly design: Node;
  readonly node: Node;
}

/**
 * Where weights enter by matrix products with designs free of them, a change of one is added to the products,
 * which are kept: the likelihood then costs its rows, not rows times weights. Else it is evaluated whole.
 */
export function weightLikelihood(
  likelihood: readonly Node[],
  weight: Node,
  backend: Backend,
  layout: Layout,
  values: Float64Array,
): WeightLikelihood {
  const total = likelihood.reduce<Node>(add, constant(0));
  const name = weight.attributes.name as string;
  const products = productsOf(total, weight, name);
  const kept = products.map(({ node }, i) => input(`product:${String(i)}`, node.shape));
  const [cached] = substituteAll([total], new Map(products.map(({ node }, i) => [node, kept[i]!])));
  const isCached = products.length > 0 && !inputsOf(cached!).has(name);
  const parts = isCached ? products : [];
  const starts = backend.compile(parts.flatMap(({ design, node }) => [design, node]));
  const density = backend.compile([isCached ? cached! : total]);
  const loads = [starts, density].map((executable) => loader(executable, layout, values));
  const designs = parts.map(({ design }) => new Float64Array(sizeOf(design.shape)));
  // Those of the weights as the product takes them, which may be of another shape.
  const columns = parts.map(({ node }) => node.inputs[1]!.shape[1] ?? 1);
  const views = parts.map((_, i) => density.inputs.get(`product:${String(i)}`)!);
  const whole = density.inputs.get(name);
  const present = new Float64Array(sizeOf(weight.shape));
  const shift = (j: number, by: number) => {
    if (whole) whole[j] = present[j]! + by;
    views.forEach((view, i) => {
      addColumn(view, designs[i]!, { j, by, columns: columns[i]! });
    });
  };
  const evaluated = () => {
    density.run();
    return density.outputs[0]![0]!;
  };
  let current = 0;
  return {
    start(weights) {
      present.set(weights);
      for (const load of loads) load();
      startProducts(starts, name, weights);
      views.forEach((view, i) => {
        spread(starts.outputs[2 * i]!, designs[i]!);
        spread(starts.outputs[2 * i + 1]!, view);
      });
      whole?.set(weights);
      current = evaluated();
    },
    change(j, value) {
      const by = value - present[j]!;
      shift(j, by);
      const change = evaluated() - current;
      shift(j, isCached ? -by : 0);
      return change;
    },
    keep(j, value) {
      shift(j, value - present[j]!);
      present[j] = value;
      current = evaluated();
    },
  };
}

function productsOf(total: Node, weight: Node, name: string): Product[] {
  return topological([total]).flatMap((node) => {
    if (node.op !== 'matmul') return [];
    const [design, right] = node.inputs;
    const { transposeA, transposeB } = node.attributes;
    const isWeight = right === weight || (right!.op === 'reshape' && right!.inputs[0] === weight);
    const isPlain = transposeA === 0 && transposeB === 0;
    return isWeight && isPlain && !inputsOf(design!).has(name) ? [{ design: design!, node }] : [];
  });
}

function startProducts(products: Executable, name: string, weights: Float64Array): void {
  products.inputs.get(name)?.set(weights);
  products.run();
}

/** Adds `by` times the column of the design that weight j stands on to the column of the product it moves. */
function addColumn(
  product: Float64Array,
  design: Float64Array,
  { j, by, columns }: { readonly j: number; readonly by: number; readonly columns: number },
): void {
  const rows = product.length / columns;
  const width = design.length / rows;
  const [from, to] = [Math.floor(j / columns), j % columns];
  for (let i = 0; i < rows; i++) {
    product[i * columns + to] = product[i * columns + to]! + by * design[i * width + from]!;
  }
}
