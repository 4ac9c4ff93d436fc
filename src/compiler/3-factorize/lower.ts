import { DiagnosticError, InvariantError } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import {
  broadcast,
  concat,
  constant,
  gather,
  input,
  matmul,
  reshape,
  sameShape,
  scan,
  slice,
  sub,
  type Node,
  type Shape,
} from '../../expression/index.js';
import { alignment, shapeText, sizeOfDimension, type Dimension } from '../../library/dimension.js';
import { isSpread } from '../2-check/shape-fit.js';
import type { CheckedModel, DistributionTerm, IndexTerm, Term } from '../2-check/model.js';
import type { Binding } from './binding.js';
import { fieldNode, missingInput } from './missing.js';
import { bindingMessages } from './messages.js';

/** Turns checked terms into expressions of one data set: each term and quantity once. */
export class Lowering {
  private readonly terms = new Map<Term, Node>();
  private readonly quantities = new Map<string, Node>();
  private readonly gaps = new Map<string, Node>();

  constructor(
    private readonly model: CheckedModel,
    private readonly binding: Binding,
  ) {}

  size(dimension: Dimension): number {
    return sizeOfDimension(dimension, (name) => this.binding.sizes.get(name)!);
  }

  shape(dimensions: readonly Dimension[]): Shape {
    return dimensions.map((dimension) => this.size(dimension));
  }

  /** The input of an unknown or of what is drawn, a field's constant, a deterministic quantity's expression. */
  quantity(name: string): Node {
    let node = this.quantities.get(name);
    if (node === undefined) {
      node = this.makeQuantity(name);
      this.quantities.set(name, node);
    }
    return node;
  }

  /** The unknown in the place of a field's missing cells, where there are any. */
  missing(name: string): Node | undefined {
    const known = this.gaps.get(name);
    if (known !== undefined) return known;
    const field = this.binding.fields.get(name);
    const made = field && missingInput(field);
    if (made !== undefined) this.gaps.set(name, made);
    return made;
  }

  private makeQuantity(name: string): Node {
    const field = this.binding.fields.get(name);
    if (field !== undefined) return fieldNode(field, this.missing(name));
    const { unknowns, draws } = this.model;
    const unknown = [...unknowns, ...draws].find((candidate) => candidate.name === name);
    if (unknown !== undefined) return input(name, this.shape(unknown.dimensions));
    const found = this.model.deterministics.find((candidate) => candidate.name === name)!;
    const node = this.term(found.value);
    const shape = this.shape(found.value.dimensions);
    return sameShape(node.shape, shape) ? node : broadcast(node, shape, []);
  }

  term(term: Term): Node {
    let node = this.terms.get(term);
    if (node === undefined) {
      node = this.lower(term);
      this.terms.set(term, node);
    }
    return node;
  }

  private lower(term: Term): Node {
    switch (term.kind) {
      case 'number':
        return constant(term.value);
      case 'size':
        return constant(this.size(term.dimension));
      case 'quantity':
        return this.quantity(term.name);
      case 'elementwise':
        return term.build(term.operands.map((operand) => this.aligned(operand, term.dimensions)));
      case 'whole':
        return term.build(term.operands.map((operand) => this.term(operand)));
      case 'previous':
        throw new InvariantError('a previous element outside its scan');
      case 'scan':
        return this.scan(term);
      case 'lag':
        return this.lag(term);
      case 'product':
        return matmul(this.term(term.left), this.term(term.right));
      case 'layer':
        return this.layer(term);
      case 'index':
        return this.index(term.base, term.indices);
      case 'invalid':
        throw new Error('an invalid term reached factorization');
    }
  }

  private layer(term: Extract<Term, { kind: 'layer' }>): Node {
    const { layer, inputs, given } = term;
    this.requireFit(term);
    const parameters = [...term.parameters].map(
      ([name, value]) => [name, this.term(value)] as const,
    );
    const nodes = inputs.map((x) => (layer.indexed ? this.positions(x) : this.term(x)));
    return layer.build(nodes, new Map(parameters), given);
  }

  /** With the sizes of the data, which the check did not know, a layer may have no place left. */
  private requireFit({ layer, inputs, given, place }: Extract<Term, { kind: 'layer' }>): void {
    const shapes = inputs.map(({ dimensions }) =>
      dimensions.map((axis): Dimension => ({ kind: 'fixed', size: this.size(axis) })),
    );
    const found = layer.output(shapes, given);
    if (typeof found !== 'string') return;
    const values = { problem: found, layer: layer.name };
    throw new DiagnosticError([diagnostic(bindingMessages.layerTooSmall, values, place)]);
  }

  private scan({ first, previous, body, dimensions }: Extract<Term, { kind: 'scan' }>): Node {
    const shape = this.shape(dimensions);
    const before = input(`previous ${previous.name}`, shape);
    this.terms.set(previous, before);
    const start = this.aligned(first, dimensions.slice(1));
    return scan(start, before, this.aligned(body, dimensions));
  }

  private lag({ of, places, first, dimensions }: Extract<Term, { kind: 'lag' }>): Node {
    const node = this.aligned(of, dimensions);
    const [size, ...others] = this.shape(dimensions);
    const start = this.aligned(first, dimensions.slice(1));
    const missing = Math.min(places, size!);
    const axes = start.shape.map((_, axis) => axis + 1);
    const before = broadcast(start, [missing, ...others], axes);
    return missing === size ? before : concat([before, slice(node, 0, 0, size! - missing)], 0);
  }

  /** A term standing in a result of these dimensions; scalars stay scalars. */
  private aligned(term: Term, dimensions: readonly Dimension[]): Node {
    return this.spread(this.term(term), term.dimensions, dimensions);
  }

  private spread(node: Node, from: readonly Dimension[], to: readonly Dimension[]): Node {
    const shape = this.shape(to);
    if (node.shape.length === 0 || sameShape(node.shape, shape)) return node;
    return broadcast(node, shape, alignment(from, to)!);
  }

  /**
   * Canonical parameters of a distribution over a value of these dimensions. One that is the same for
   * all plates stays one; a number for all elements of a vector becomes the vector.
   */
  parameters(term: DistributionTerm, dimensions: readonly Dimension[]): readonly Node[] {
    const { distribution, parameterisation, arguments: terms, place } = term;
    this.requireShape(term, dimensions);
    const { event } = distribution;
    const plates = dimensions.slice(0, dimensions.length - event.length);
    const given = terms.map((argument, i) => {
      const node = this.term(argument);
      const parameter = parameterisation.parameters[i]!;
      if (isSpread(distribution, parameter, argument)) {
        const axis = dimensions[plates.length + event.indexOf(parameter.axes[0]!)]!;
        return broadcast(node, this.shape([axis]), []);
      }
      const rank = parameter.axes.length;
      if (rank === 0) return this.spread(node, argument.dimensions, plates);
      const outer = argument.dimensions.slice(0, argument.dimensions.length - rank);
      if (outer.length === 0) return node;
      const own = argument.dimensions.slice(outer.length);
      const axes = [...alignment(outer, plates)!, ...own.map((_, axis) => plates.length + axis)];
      return broadcast(node, this.shape([...plates, ...own]), axes);
    });
    const parameters = parameterisation.toCanonical(given);
    const problem = distribution.problemOf?.(parameters);
    if (problem === undefined) return parameters;
    const values = { name: distribution.name, problem };
    throw new DiagnosticError([diagnostic(bindingMessages.parameters, values, place)]);
  }

  private requireShape({ shape, place }: DistributionTerm, dimensions: readonly Dimension[]): void {
    const here = this.shape(dimensions);
    if (shape === undefined || sameShape(shape, here)) return;
    const axes = (sizes: readonly number[]) => `[${sizes.join(', ')}]`;
    const values = { fitted: axes(shape), here: axes(here), declared: shapeText(dimensions) };
    throw new DiagnosticError([diagnostic(bindingMessages.fittedShape, values, place)]);
  }

  private index(base: Term, indices: readonly IndexTerm[]): Node {
    const whole = this.term(base);
    const shape = this.shape(base.dimensions);
    let node = whole.shape.length < shape.length ? broadcast(whole, shape, []) : whole;
    // From the last axis, so that the axes before keep their numbers.
    for (let axis = indices.length - 1; axis >= 0; axis--) {
      node = this.indexAxis(node, axis, indices[axis]!, base);
    }
    return node;
  }

  private indexAxis(node: Node, axis: number, index: IndexTerm, base: Term): Node {
    const size = node.shape[axis]!;
    switch (index.kind) {
      case 'all':
        return node;
      case 'gather':
        return gather(node, this.positions(index.by));
      case 'range':
        this.requireInside(index.last, size, base);
        return slice(node, axis, index.first - 1, index.last);
      case 'at': {
        this.requireInside(index.position, size, base);
        const one = slice(node, axis, index.position - 1, index.position);
        return reshape(
          one,
          node.shape.filter((_, i) => i !== axis),
        );
      }
    }
  }

  private requireInside(position: number, size: number, base: Term): void {
    if (position <= size) return;
    const { span, source } = base.place;
    const name = source.text.slice(span.start, span.end);
    const place = { source, span };
    throw new DiagnosticError([
      diagnostic(bindingMessages.indexOutside, { position, name, size }, place),
    ]);
  }

  /** 0-based places. Data are shifted once, here. */
  private positions(by: Term): Node {
    const node = this.term(by);
    const field = by.kind === 'quantity' ? this.binding.fields.get(by.name) : undefined;
    if (field === undefined || field.missing !== undefined) return sub(node, constant(1));
    return constant(
      field.values.map((value) => value - 1),
      field.shape,
      field.field.name,
    );
  }
}
