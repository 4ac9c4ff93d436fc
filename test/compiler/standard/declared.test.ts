import { describe, expect, it } from 'vitest';
import { condition } from '../../../src/compiler/4-condition/index.js';
import { check } from '../../../src/compiler/compile.js';
import { evaluate, gradient } from '../../../src/expression/index.js';
import { checkAgainstJoint } from '../4-condition/against-joint.js';
import { compileText } from '../4-condition/program.js';

/** An activation and a prior that nobody has shipped, declared in the model that uses them. */
const FAMILY = `
/// A wave that dies out, on a line of learned slope below 0.
activation ripple(x; tilt, wave[3]: positive, decay: positive ~ half_normal(1)) {
  far    = exp(-decay * abs(x))
  waves  = sum(sin(wave[j] * x) / j for j in 1:3)
  ripple = max(x, 0) + tilt * min(x, 0) + far * waves
}`;
const PRIOR = `
/// Each input has a rate, and the weights of a unit share a scale besides.
prior ladder(w; a: positive = 2) {
  rung[w.inputs] ~ gamma(a, 1)
  side[w.units]  ~ inv_gamma(a, 1)
  w              ~ laplace(0, scale = side / rung)
}`;
const MODEL = `data { x: real[n, d]  y: real[n] }
${FAMILY}
${PRIOR}
network f(x) {
  layer h = dense(x, 3) {
    weight ~ ladder(3)
    activation = ripple(tilt ~ normal(0, 1), wave ~ gamma(2, 2)) per unit
  }
  layer o = dense(h, 1) { weight ~ normal(0, 1) }
}
observe y ~ normal(f, 0.5)
`;
const x = Array.from({ length: 8 }, (_, i) => [Math.sin(i), Math.cos(2 * i), i / 8]);
const y = x.map(([a, b]) => a! * b!);

describe('a family and a prior of a user', () => {
  const model = compileText(MODEL, { x, y });

  it('have the shapes that sharing and groups say', () => {
    const shapes = [...model.graph.variables].map(([name, { shape }]) => [name, [...shape]]);
    expect(Object.fromEntries(shapes)).toEqual({
      'f.h.weight': [3, 3],
      'f.h.weight.rung': [3],
      'f.h.weight.side': [3],
      'f.h.activation.tilt': [3],
      'f.h.activation.wave': [3, 3],
      'f.h.activation.decay': [3],
      'f.o.weight': [3, 1],
    });
  });

  it('have gradients that differences confirm', () => {
    const total = model.graph.factors.map(({ logDensity }) => logDensity);
    const inputs = [...model.graph.variables.values()].map(({ input }) => input);
    const values = new Map(
      inputs.map(({ attributes, shape }, k) => {
        const size = shape.reduce((a, b) => a * b, 1);
        return [attributes.name as string, Float64Array.from({ length: size }, (_, i) => 0.3 + 0.11 * i + 0.07 * k)] as const; // prettier-ignore
      }),
    );
    const density = () => evaluate(total, values).reduce((sum, [term]) => sum + term!, 0);
    for (const [k, variable] of inputs.entries()) {
      const slopes = total.map((term) => evaluate(gradient(term, [variable]), values)[0]!);
      const here = values.get(variable.attributes.name as string)!;
      const at = k % here.length;
      const value = here[at]!;
      const [above, below] = [1e-5, -1e-5].map((step) => {
        here[at] = value + step;
        return density();
      });
      here[at] = value;
      const slope = slopes.reduce((sum, one) => sum + one[at]!, 0);
      expect(slope).toBeCloseTo((above! - below!) / 2e-5, 5);
    }
  });

  it('have the conditionals that the joint density says', () => {
    const closed = condition(model.graph).flatMap(({ variable, form }) =>
      form.kind === 'exponential' ? [[variable.name, form.family.name]] : [],
    );
    expect(Object.fromEntries(closed)).toMatchObject({
      'f.h.weight.rung': 'gamma',
      'f.h.weight.side': 'inv_gamma',
    });
    for (const name of ['f.h.weight.rung', 'f.h.weight.side']) checkAgainstJoint(model, name, 1);
    const drawn = model.plan.blocks.filter(({ sampler }) => sampler === 'gibbs');
    const names = drawn.flatMap((block) => block.conditionals.map(({ variable }) => variable.name));
    expect(names).toContain('f.h.weight.rung');
    // The output weights are affine in the mean, whatever the activation before them.
    expect(names).toContain('f.o.weight');
  });
});

describe('what is wrong with them is said where it stands, once', () => {
  it.each([
    ['BNN0207', 'ladder(3)', 'ladder(b = 3)', 'it has no parameter b'],
    ['BNN0207', 'tilt ~ normal(0, 1), ', '', 'tilt is missing'],
    ['BNN0213', 'ladder(3)', 'ladder(-1)', 'a of ladder must be positive'],
    ['BNN0210', 'wave ~ gamma(2, 2)', 'wave = x', 'wave is declared [3]'],
    ['BNN0201', 'far * waves', 'far * wave_sum', 'nothing here is called wave_sum'],
    ['BNN0201', 'sin(wave[j] * x)', 'sin(wavy[j] * x)', 'nothing here is called wavy'],
    ['BNN0203', 'sin(wave[j] * x)', '(waves + x)', 'waves depends on itself'],
    ['BNN0203', 'far * waves', 'ripple(x, 0, 1, 1)', 'ripple depends on itself'],
    ['BNN0222', '= ripple(', '= ripples(', 'there is no activation called ripples'],
    ['BNN0211', '[w.inputs]', '[w.rows]', 'no data field has a dimension called w.rows'],
    ['BNN0256', 'for j in 1:3', 'for j in 1:x', 'the ends of a range must be whole numbers'],
  ])('%s: %s -> %s', (code, from, to, what) => {
    const text = MODEL.replace(from, to);
    const { diagnostics } = check({ name: 'm.bnn', text }, undefined, { priors: [], bindings: [] });
    expect(diagnostics.map((found) => found.code)).toEqual([code]);
    expect(diagnostics[0]!.what).toContain(what);
  });
});
