import { logVonMisesMass as specialLogVonMisesMass } from '../../base/numeric/special.js';
import type { Node } from '../node.js';
import { call } from '../notation.js';
import type { ElementwisePrimitive } from '../primitive.js';

/** Log of the chance that an angle lies between two, which a von Mises with mean direction 0 gives it. */
export const logVonMisesMass: ElementwisePrimitive = {
  name: 'logVonMisesMass',
  kind: 'elementwise',
  arity: 3,
  singular: true,
  apart: true,
  scalar: specialLogVonMisesMass,
  vjp(g, node, k) {
    const [from, to, kappa] = node.inputs as [Node, Node, Node];
    const level = k.add(k.logBesselI0(kappa), k.constant(Math.log(2 * Math.PI)));
    const density = (at: Node) => k.exp(k.sub(k.mul(kappa, k.cos(at)), k.add(level, node)));
    const slopes = [k.neg(density(from)), density(to), k.logVonMisesMassSlope(from, to, kappa)];
    return slopes.map((slope) => k.mul(g, slope));
  },
  print: ([from, to, kappa]) => call('log_von_mises_mass', from!.text, to!.text, kappa!.text),
};
