import { describe, expect, it } from 'vitest';
import { renderDiagnostic } from '../../../src/base/diagnostic.js';
import { check } from '../../../src/compiler/compile.js';

const found = (text: string, priors: readonly string[] = []) =>
  check({ name: 'm.bnn', text }, undefined, { priors, bindings: [] }).diagnostics;
const codes = (text: string, priors?: readonly string[]) => found(text, priors).map((d) => d.code);

const DATA = 'data { x: real[n, d]  y: real[n]  g: index[n] of G }\nuse_x = sum(x) + sum(g)\n';
const NETWORK = (inputs: string, layer: string) =>
  `data { x: real[n, 4, 4, 1]  y: real[n] }
network f(${inputs}) { layer h = ${layer} }
observe y ~ normal(sum(f), 1)\n`;
const LIKELIHOOD = 'observe y ~ normal(mu, 1)\n';

describe('what is wrong is said with its code', () => {
  it.each([
    ['BNN0201', `${DATA}mu ~ normal(m, 1)\n${LIKELIHOOD}`],
    ['BNN0202', `${DATA}mu ~ normal(0, 1)\nmu ~ normal(0, 2)\n${LIKELIHOOD}`],
    ['BNN0203', `${DATA}mu ~ normal(b, 1)\nb ~ normal(mu, 1)\n${LIKELIHOOD}`],
    ['BNN0204', `${DATA}mu ~ norml(0, 1)\n${LIKELIHOOD}`],
    ['BNN0205', `${DATA}mu ~ normal(expo(1), 1)\n${LIKELIHOOD}`],
    ['BNN0206', `${DATA}mu ~ normal(exp(1, 2), 1)\n${LIKELIHOOD}`],
    ['BNN0207', `${DATA}mu ~ normal(0, sdd = 1)\n${LIKELIHOOD}`],
    ['BNN0208', `${DATA}mu ~ normal(0, 1)\nw[3] ~ normal(0, 1)\nobserve y ~ normal(mu + y * w, 1)`],
    ['BNN0209', `${DATA}mu[3] ~ normal(0, 1)\nobserve y ~ normal(x @ mu, 1)`],
    ['BNN0210', `${DATA}mu ~ normal(y, 1)\n${LIKELIHOOD}`],
    ['BNN0211', `${DATA}mu[q] ~ normal(0, 1)\nobserve y ~ normal(sum(mu), 1)`],
    ['BNN0212', `${DATA}mu[2.5] ~ normal(0, 1)\nobserve y ~ normal(sum(mu), 1)`],
    ['BNN0213', `${DATA}mu ~ normal(0, 1)\nobserve y ~ normal(0, mu)`],
    ['BNN0214', `${DATA}mu ~ half_normal(1)\nobserve y ~ poisson(mu)`],
    ['BNN0215', 'data { y: reel[n] }'],
    ['BNN0216', 'data { g: index[n] }'],
    ['BNN0217', 'data { y: real[n] normalise }'],
    [
      'BNN0218',
      `${DATA}network f(x) { layer o = dens(x, 1) { weight ~ normal(0, 1) } }\nobserve y ~ normal(f, 1)`,
    ],
    [
      'BNN0220',
      `${DATA}network f(x) { layer o = dense(x, 1) { bias ~ normal(0, 1) } }\nobserve y ~ normal(f, 1)`,
    ],
    [
      'BNN0221',
      `${DATA}network f(x) { layer o = dense(x, 1) { weight ~ normal(0, 1) wait ~ normal(0, 1) } }\nobserve y ~ normal(f, 1)`,
    ],
    [
      'BNN0222',
      `${DATA}network f(x) { layer o = dense(x, 1) { weight ~ normal(0, 1) activation = tanhh } }\nobserve y ~ normal(f, 1)`,
    ],
    [
      'BNN0223',
      `${DATA}activation a(x; s: positive) = s * x\nnetwork f(x) { layer o = dense(x, 1) { weight ~ normal(0, 1) activation = a(s ~ half_normal(1)) per row } }\nobserve y ~ normal(f, 1)`,
    ],
    ['BNN0225', `${DATA}mu[G] ~ normal(0, 1)\nobserve y ~ normal(mu[y], 1)`],
    ['BNN0230', `${DATA}mu ~ normal(0, 1)\nobserve y - mu ~ normal(0, 1)`],
    [
      'BNN0267',
      `${DATA}mu ~ normal(m, 1)\nm = 2 * z\ngenerated { z ~ normal(0, 1) }\n${LIKELIHOOD}`,
    ],
    ['BNN0268', `${DATA}mu ~ normal(0, 1)\ngenerated { z ~ flat() }\n${LIKELIHOOD}`],
    [
      'BNN0269',
      `${DATA}mu ~ normal(0, 1)\na[2] ~ normal(0, 1)\nb[3] ~ normal(0, 1)\ngenerated { z ~ normal(a, exp(b)) }\n${LIKELIHOOD}`,
    ],
    ['BNN0232', `${DATA}prior p(w) { s ~ half_normal(1) }\nmu ~ p()\nobserve y ~ normal(mu, 1)`],
    ['BNN0233', `${DATA}mu ~ normal(0, 1)\ninfer { tau using nuts }\n${LIKELIHOOD}`],
    ['BNN0234', `${DATA}mu ~ normal(0, 1)\ninfer { mu using nuts(1 + 1) }\n${LIKELIHOOD}`],
    ['BNN0270', `${NETWORK('x', 'max_pool(x, 2, strides = 1)')}`],
    ['BNN0271', `${NETWORK('x', 'max_pool(x, 2.5)')}`],
    ['BNN0272', `${NETWORK('x', 'flatten(conv2d(x, 3, kernel = 2))')}`],
    ['BNN0273', `${NETWORK('x', 'embedding(x, 3) { weight ~ normal(0, 1) }')}`],
    ['BNN0274', `${NETWORK('z', 'flatten(x)')}`],
  ])('%s', (code, text) => {
    expect(codes(text)).toContain(code);
    expect(found(text).map(renderDiagnostic).join('\n\n')).toMatchSnapshot();
  });

  it('BNN0224: an override must name a slot', () => {
    expect(codes(`${DATA}mu ~ normal(0, 1)\n${LIKELIHOOD}`, ['nu ~ normal(0, 2)'])).toContain(
      'BNN0224',
    );
  });
});

describe('what is allowed and probably not meant is a warning', () => {
  it.each([
    ['BNN0226', 'mu ~ normal(0, 1)'],
    ['BNN0227', `${DATA}mu ~ normal(0, 1)\nnu ~ normal(0, 1)\n${LIKELIHOOD}`],
    ['BNN0228', `data { y: real[n] z: real[n] }\nmu ~ normal(0, 1)\n${LIKELIHOOD}`],
    ['BNN0229', `${DATA}mu ~ flat()\n${LIKELIHOOD}`],
  ])('%s', (code, text) => {
    const warning = found(text).find((d) => d.code === code);
    expect(warning?.severity).toBe('warning');
  });
});

it('swaps a prior by a template, and a template is hygienic', () => {
  const text = `${DATA}prior lap(w; rate: positive = 1) {
    scale ~ inv_gamma(2, rate)
    w ~ laplace(0, scale)
  }
  mu ~ normal(0, 1)
  ${LIKELIHOOD}`;
  const { model, diagnostics } = check({ name: 'm.bnn', text }, undefined, {
    priors: ['mu ~ lap(rate = 2)'],
    bindings: [],
  });
  expect(diagnostics).toEqual([]);
  expect(model?.unknowns.map(({ name, prior }) => [name, prior.distribution.name])).toEqual([
    ['mu.scale', 'inv_gamma'],
    ['mu', 'laplace'],
  ]);
});

it('a deep network is read once a layer, however often its activation uses the sums', () => {
  const layers = Array.from(
    { length: 40 },
    (_, i) =>
      `layer l${String(i)} = dense(${i === 0 ? 'x' : `l${String(i - 1)}`}, 3) { weight ~ normal(0, 1) activation = bump }`,
  );
  const text = `data { x: real[n, d]  y: real[n, 3] }
    activation bump(x) = max(x, 0) + x * x - abs(x)
    network f(x) { ${layers.join('\n')} }
    observe y - 0 * f ~ normal(0, 1)`;
  expect(codes(text)).toEqual(['BNN0230']);
});
