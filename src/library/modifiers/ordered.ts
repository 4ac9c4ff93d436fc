import { add, broadcast, constant, type Node } from '../../expression/index.js';
import type { Distribution } from '../distribution.js';
import { platesOf, sumEvent } from '../events.js';
import { kindOf } from '../kind-of.js';
import { isDiscrete, isOfEvents, type Support } from '../support.js';
import { withinSupport } from '../within-support.js';
import type { Modifier } from './modifier.js';

/**
 * Independent draws of one distribution, put in order: the density is K! times the product on vectors
 * that increase. The parameters are those of a whole vector, so that no order of them is lost.
 */
export const ordered: Modifier = {
  name: 'ordered',
  doc: 'A vector that increases: independent draws of one distribution, sorted.',
  source: 'David and Nagaraja (2003), Order Statistics, 3rd ed., 2.2',
  refuses(inner) {
    if (inner.event.length > 0) return `the values of ${inner.name} are vectors already`;
    return isDiscrete(kindOf(inner)) ? `values of ${inner.name} may be equal` : undefined;
  },
  apply: orderedLaw,
};

function orderedLaw(inner: Distribution): Distribution {
  const { parameters, parameterisations, proper, source, sample } = inner;
  const support = (given: readonly Node[]): Support => {
    const of = inner.support(given);
    return isOfEvents(of) ? of : { kind: 'ordered', of };
  };
  return {
    name: `ordered(${inner.name})`,
    doc: `Sorted draws. ${inner.doc}`,
    ...{ source, event: ['K'], proper, parameters, parameterisations, support },
    logDensity(x, given) {
      const size = x.shape.at(-1)!;
      const wide = given.map((node, i) => widened(node, parameters[i]!.axes.length, size));
      const each = sumEvent(inner.logDensity(x, wide), 1);
      const density = proper ? add(each, constant(logFactorial(size))) : each;
      return withinSupport(x, { support: support(given), closed: true, kept: undefined }, density);
    },
    ...(sample && {
      sampleEvent(stream, given, out) {
        for (let i = 0; i < out.length; i++) out[i] = sample(stream, given);
        out.sort();
      },
    }),
  };
}

/** A parameter of a vector, with `rank` axes of its own, for each of the vector's elements. */
function widened(node: Node, rank: number, size: number): Node {
  const plates = platesOf(node.shape, rank);
  if (plates.length === 0) return node;
  const own = node.shape.slice(plates.length);
  const axes = node.shape.map((_, axis) => (axis < plates.length ? axis : axis + 1));
  return broadcast(node, [...plates, size, ...own], axes);
}

function logFactorial(n: number): number {
  return Array.from({ length: n }, (_, i) => Math.log(i + 1)).reduce((a, b) => a + b, 0);
}
