import { describe, expect, it } from 'vitest';
import { check as checkWith } from '../../../src/compiler/compile.js';
import { printModel } from '../../../src/compiler/2-check/print.js';

const check = (source: { readonly name: string; readonly text: string }) =>
  checkWith(source, undefined, { priors: [], bindings: [] });

const DATA =
  'data { x: real[n, 12, 9, 2]  v: real[n, h, w, c]  z: real[n, d]  y: real[n]  g: index[n] of G }\n';

function checked(layers: string): string {
  const text = `${DATA}network f(x, v, z, g) {\n${layers}\n}\nobserve y ~ normal(sum(f), 1)\n`;
  const { model, diagnostics } = check({ name: 'm.bnn', text });
  if (model === undefined) return diagnostics.map(({ what }) => what).join('\n');
  return printModel(model);
}

/** The shape that a layer is printed with. */
function shapeOf(layer: string): string | undefined {
  const printed = checked(`layer a = ${layer} { weight ~ normal(0, 1) }`);
  const bare = /has no weight/.test(printed) ? checked(`layer a = ${layer}`) : printed;
  return /^ {2}f\.a(\[.*?\])? =/m.exec(bare)?.[1] ?? bare;
}

describe('shapes of layers', () => {
  it.each([
    ['conv2d(x, 8, kernel = 3)', '[n, 10, 7, 8]'],
    ['conv2d(x, 8, 3, 2)', '[n, 5, 4, 8]'],
    ['conv2d(x, 8, kernel = pair(2, 5))', '[n, 11, 5, 8]'],
    ['conv2d(x, 8, kernel = 3, padding = same)', '[n, 12, 9, 8]'],
    ['conv2d(x, 8, kernel = 3, stride = 2, padding = same)', '[n, 6, 5, 8]'],
    ['conv2d(x, 8, kernel = 3, padding = 1, stride = pair(1, 3))', '[n, 12, 3, 8]'],
    ['conv2d(v, G, kernel = 3)', '[n, h - 2, w - 2, G]'],
    ['conv2d(v, 4, kernel = 3, stride = 2, padding = same)', '[n, ceil(h / 2), ceil(w / 2), 4]'],
    ['max_pool(x, 2)', '[n, 6, 4, 2]'],
    ['max_pool(x, 3, stride = 1)', '[n, 10, 7, 2]'],
    ['avg_pool(v, window = 2)', '[n, floor(h / 2), floor(w / 2), c]'],
    ['avg_pool(max_pool(v, 2, stride = 1), 2)', '[n, floor((h - 1) / 2), floor((w - 1) / 2), c]'],
    ['global_avg_pool(x)', '[n, 2]'],
    ['global_max_pool(v)', '[n, c]'],
    ['flatten(x)', '[n, 216]'],
    ['flatten(v)', '[n, h * w * c]'],
    ['concat(z, flatten(x))', '[n, d + 216]'],
    ['concat(x, x, x)', '[n, 12, 9, 6]'],
    ['embedding(g, 5)', '[n, 5]'],
    ['dense(flatten(max_pool(x, 2)), 3)', '[n, 3]'],
  ])('%s is %s', (layer, shape) => {
    expect(shapeOf(layer)).toBe(shape);
  });

  it.each([
    ['conv2d(z, 8, kernel = 3)', /conv2d takes images.*was given \[n, d\]/],
    [
      'conv2d(x, 8, kernel = 10)',
      /no place for a window of 10 x 10 on \[n, 12, 9, 2\]: it is 10 wide/,
    ],
    ['max_pool(max_pool(x, 6), 3)', /no place for a window of 3 x 3 on \[n, 2, 1, 2\]/],
    ['concat(x, z)', /was given \[n, 12, 9, 2\] and \[n, d\]/],
    ['flatten(y)', /flatten takes rows/],
  ])('%s is refused with both shapes', (layer, problem) => {
    expect(shapeOf(layer)).toMatch(problem);
  });
});

describe('weights of layers', () => {
  it('of a convolution see its window and channels', () => {
    const printed = checked(
      'layer a = conv2d(x, 8, kernel = pair(2, 3)) { weight ~ normal(0, sd = fan_in / fan_out)  bias ~ normal(0, fan_in) }',
    );
    expect(printed).toContain('f.a.weight[2, 3, 2, 8] ~ normal(0, 12 / 48)');
    expect(printed).toContain('f.a.bias[8] ~ normal(0, 12)');
  });

  it('have one parameter of an activation a channel, or one a unit', () => {
    const act = 'activation = s(a ~ half_normal(1))';
    const text = (per: string) =>
      `${DATA}activation s(x; a: positive) = a * x\nnetwork f(x) { layer c = conv2d(x, 8, kernel = 3) { weight ~ normal(0, 1)  ${act} per ${per} } }\nobserve y ~ normal(sum(f), 1)\n`;
    const printed = (per: string) => printModel(check({ name: 'm.bnn', text: text(per) }).model!);
    expect(printed('channel')).toContain('f.c.activation.a[8] ~');
    expect(printed('unit')).toContain('f.c.activation.a[10, 7, 8] ~');
    expect(printed('layer')).toContain('f.c.activation.a ~');
  });
});

describe('several networks', () => {
  it('feed each other and expressions, by name and by layer', () => {
    const text = `data { x: real[n, d]  z: real[n]  y: real[n] }
network f(x) { layer h = dense(x, 3) { weight ~ normal(0, 1) }  layer o = dense(h, 1) { weight ~ normal(0, 1) } }
network g(f, z) { layer o = dense(concat(f.h, z2), 1) { weight ~ normal(0, 1) } }
z2 = f.h * 2
observe y ~ normal(f + g * z, 1)\n`;
    const printed = printModel(check({ name: 'm.bnn', text }).model!);
    expect(printed).toContain('g.o[n, 1] = dense(concat(f.h, z2), weight = g.o.weight)');
    expect(printed).toContain('y[n] ~ normal(f + g * z, 1)');
  });
});
