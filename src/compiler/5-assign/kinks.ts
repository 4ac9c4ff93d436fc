import {
  add,
  constant,
  div,
  inputsOf,
  neg,
  print,
  scalarValue,
  simplify,
  sub,
  topological,
  type Node,
} from '../../expression/index.js';
import { primitiveOf } from '../../expression/primitives/index.js';

/**
 * Where functions of an unknown have kinks that no proximal operator takes, in terms of what goes into them: the
 * values at which what stands under a `max` or an absolute value is 0. The accept step keeps such kinks exact, and
 * they only cost acceptance. Where no value can be told, the function that has the kink.
 */
export function kinksOf(
  densities: readonly Node[],
  unknown: Node,
  names: ReadonlyMap<Node, string>,
): string[] {
  const name = unknown.attributes.name as string;
  const isMoved = (node: Node) => inputsOf(node).has(name);
  const bent = topological(densities).filter((node) => BENT.has(node.op) && isMoved(node));
  const bases = new Map(bent.map((node) => [node, chainOf(node, isMoved)] as const));
  const places = bent.map((node) => {
    // Kinks of one function share what goes into it: the last node that all of them pass.
    const chain = bases.get(node)!;
    const others = bent.filter((other) => bases.get(other)!.some((x) => chain.includes(x)));
    const base = chain.find((x) => others.every((other) => bases.get(other)!.includes(x)));
    const place = base && placeOf(node, base, isMoved);
    return place ? placeText(place, names) : (WORDS[node.op] ?? node.op);
  });
  return [...new Set(places)];
}

const BENT: ReadonlySet<string> = new Set(['abs', 'maximum', 'minimum', 'maxReduce']);

const WORDS: Readonly<Record<string, string>> = {
  maximum: 'a max of two moving terms',
  minimum: 'a min of two moving terms',
  maxReduce: 'the largest of several',
};

/** What a bent node is a function of, one node at a time, as far as one moving node leads to the next. */
function chainOf(bent: Node, isMoved: (node: Node) => boolean): Node[] {
  const chain: Node[] = [];
  for (let node = bent; ;) {
    const moving = node.inputs.filter(isMoved);
    const [only, ...others] = moving;
    if (only === undefined || others.length > 0 || !isElementwise(node)) return chain;
    chain.push(only);
    node = only;
  }
}

function isElementwise({ op }: Node): boolean {
  return op === 'broadcast' || op === 'reshape' || primitiveOf(op).kind === 'elementwise';
}

/** The values `at`, or `at` plus and minus `off`. */
interface Place {
  readonly at: Node;
  readonly off?: Node;
}

/** The values of `base` at which a node has its kink. */
function placeOf(node: Node, base: Node, isMoved: (node: Node) => boolean): Place | undefined {
  const [a, b] = node.inputs;
  if (node.op === 'abs') return solve(a!, { at: constant(0) }, base, isMoved);
  if (node.op === 'maxReduce') return undefined;
  if (!isMoved(b!)) return solve(a!, { at: b! }, base, isMoved);
  return isMoved(a!) ? undefined : solve(b!, { at: a! }, base, isMoved);
}

/** The values of `base` at which `node` is what is given. */
function solve(
  node: Node,
  { at, off }: Place,
  base: Node,
  isMoved: (node: Node) => boolean,
): Place | undefined {
  if (node === base) return off ? { at, off } : { at };
  const [a, b] = node.inputs;
  const on = (inner: Node, next: Node, scaled = off) =>
    solve(inner, scaled ? { at: next, off: scaled } : { at: next }, base, isMoved);
  switch (node.op) {
    case 'add':
      return isMoved(a!) ? on(a!, sub(at, b!)) : on(b!, sub(at, a!));
    case 'sub':
      return isMoved(a!) ? on(a!, add(at, b!)) : on(b!, sub(a!, at));
    case 'neg':
      return on(a!, neg(at));
    case 'mul': {
      const [moved, factor] = isMoved(a!) ? [a!, b!] : [b!, a!];
      return on(moved, div(at, factor), off && div(off, factor));
    }
    case 'abs':
      return off === undefined ? on(a!, constant(0), at) : undefined;
    case 'broadcast':
      return a!.shape.length === 0 ? on(a!, at) : undefined;
    default:
      return undefined;
  }
}

function placeText({ at, off }: Place, names: ReadonlyMap<Node, string>): string {
  const [place, by] = simplify(off ? [at, off] : [at]).map(plain);
  if (by === undefined) return print(place!, names);
  const isOrigin = scalarValue(place!) === 0;
  return `${isOrigin ? '' : `${print(place!, names)} `}+- ${print(by, names)}`;
}

/** Without a repetition over rows, which says nothing of the value. */
function plain(node: Node): Node {
  return node.op === 'broadcast' || node.op === 'reshape' ? plain(node.inputs[0]!) : node;
}
