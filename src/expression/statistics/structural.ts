import { algebra } from '../builders.js';
import { construct } from '../construct.js';
import type { Node } from '../node.js';
import type { Attribute } from '../node.js';
import { fill, mapFree, type Form, type Mixture, type Path } from './form.js';
import { type Monomial } from './monomial.js';

/** Stands for monomial(block) in expressions; of the block's shape. */
export type Placeholder = (monomial: Monomial) => Node;

/** A linear map of one tensor, as a function of that tensor alone. */
export type LinearMap = (x: Node) => Node;

/** The node's operation applied to another first input. */
export function onFirstInput(node: Node): LinearMap {
  const others = node.inputs.slice(1);
  return (x) => construct(node.op, [x, ...others], node.attributes, algebra);
}

/** Names a map, so that equal maps of one block are recognised; `number` tells nodes apart. */
export function mapKey(node: Node, number: (node: Node) => number): string {
  const others = node.inputs.slice(1).map((other) => String(number(other)));
  const attributes = Object.values(node.attributes).map((value: Attribute) => String(value));
  return `${node.op}(${[...others, ...attributes].join(';')})`;
}

/** The form under a map that only moves or repeats elements; scalars stay as they are. */
export function movedForm(form: Form, node: Node, map: LinearMap, key: string): Form {
  const move: LinearMap = (x) => (x.shape.length === 0 ? x : map(x));
  return {
    shape: node.shape,
    free: mapFree(form, move),
    terms: form.terms.map((term) => ({
      ...term,
      path: movedPath(term.path, map, key, false),
      coefficient: move(term.coefficient),
    })),
    mixtures: movedMixtures(form, move),
  };
}

/** The same for a map that puts zeros elsewhere, which a scalar does not survive. */
export function paddedForm(form: Form, node: Node, map: LinearMap, key: string): Form {
  const pad: LinearMap = (x) => map(fill(x, form.shape));
  return {
    shape: node.shape,
    free: mapFree(form, pad),
    terms: form.terms.map((term) => ({
      ...term,
      path: movedPath(term.path, map, key, true),
      coefficient: pad(term.coefficient),
    })),
    mixtures: movedMixtures(form, pad),
  };
}

function movedMixtures(form: Form, move: LinearMap): Mixture[] {
  return form.mixtures.map((m) => ({ ...m, expression: move(m.expression) }));
}

function movedPath(path: Path, map: LinearMap, key: string, sparse: boolean): Path {
  if (path.shape.length === 0) return path;
  return {
    key: `${path.key} ${key}`,
    shape: map(algebra.constant(0, path.shape)).shape,
    sparse: path.sparse || sparse,
    apply: (block) => map(path.apply(block)),
  };
}

/** The form under a map that adds elements up: its terms become mixtures. */
export function mixedForm(
  form: Form,
  node: Node,
  map: LinearMap,
  through: string,
  placeholder: Placeholder,
): Form {
  const mix: LinearMap = (x) => map(fill(x, form.shape));
  return {
    shape: node.shape,
    free: mapFree(form, mix),
    terms: [],
    mixtures: mixtures(form, placeholder, through).map((m) => ({
      ...m,
      expression: mix(m.expression),
    })),
  };
}

/** Everything that depends on the block, as expressions. */
export function mixtures(form: Form, placeholder: Placeholder, through: string): Mixture[] {
  const terms = form.terms.map(({ monomial, path, coefficient }) => ({
    monomial,
    expression: algebra.mul(coefficient, path.apply(placeholder(monomial))),
    through,
  }));
  return [...terms, ...form.mixtures];
}
