import { describe, expect, it } from 'vitest';
import type { SourceText } from '../../../src/base/source.js';
import { printModel } from '../../../src/compiler/2-check/print.js';
import { check } from '../../../src/compiler/compile.js';
import { withUses } from '../../../src/compiler/uses.js';

/** The check of `m.bnn` among these files, which name each other by their keys. */
function checked(files: Readonly<Record<string, string>>) {
  const read = (path: string): SourceText | { reason: string } => {
    const text = files[path];
    return text === undefined ? { reason: `there is no ${path}` } : { name: path, text };
  };
  const source = withUses({ name: 'm.bnn', text: files['m.bnn']! }, read);
  return check(source, undefined, { priors: [], bindings: [] });
}

const REST = 'data { y: real[n] }\nobserve y ~ normal(mu, 1)\n';
const PRIORS = `prior narrow(w; by: positive = 2) { s ~ half_normal(1 / by)  w ~ spread(s) }
prior spread(w; s: positive) { w ~ normal(0, sd = s) }
`;

describe('use', () => {
  it('takes a prior from another file, which reads its own names there', () => {
    const own = 'prior spread(w; s: positive) { w ~ laplace(0, s) }\n';
    const { model, diagnostics } = checked({
      'm.bnn': `use prior narrow from "priors.bnn"\n${own}mu ~ narrow()\n${REST}`,
      'priors.bnn': PRIORS,
    });
    expect(diagnostics).toEqual([]);
    expect(printModel(model!)).toContain('mu ~ normal(0, mu.s)');
  });

  it('passes on what another file uses, and what stands in the standard library needs no use', () => {
    const { diagnostics } = checked({
      'm.bnn': `use prior narrow from "a.bnn"\nmu ~ narrow()\nnu ~ horseshoe()\n${REST}mu2 = mu + nu`,
      'a.bnn': 'use prior narrow from "b.bnn"\n',
      'b.bnn': PRIORS,
    });
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('says in which file something is wrong', () => {
    const { diagnostics } = checked({
      'm.bnn': `use prior narrow from "priors.bnn"\nmu ~ narrow()\n${REST}`,
      'priors.bnn': 'prior narrow(w) {\n  w ~ norml(0, 1)\n}\n',
    });
    const [found] = diagnostics;
    expect(found).toMatchObject({ code: 'BNN0204', source: { name: 'priors.bnn' } });
    expect(found!.source!.text.slice(found!.span!.start, found!.span!.end)).toBe('norml(0, 1)');
  });

  it.each([
    ['BNN0250', 'use prior narow from "priors.bnn"', 'did you mean narrow?'],
    ['BNN0250', 'use activation narrow from "priors.bnn"', 'write use prior narrow'],
    ['BNN0250', 'use prior horseshoe from "priors.bnn"', 'declare it: prior horseshoe(...)'],
    ['BNN0250', 'use activation horseshoe', 'write use prior horseshoe'],
    ['BNN0251', 'use prior narrow from "prior.bnn"', 'correct the path'],
    ['BNN0252', 'use prior narrow from "m.bnn"', 'move what both need'],
    ['BNN0202', 'use prior narrow from "priors.bnn", use prior narrow from "priors.bnn"', 'rename'],
  ])('%s: %s', (code, use, instead) => {
    const text = `${use.replace(', use', '\nuse')}\nmu ~ normal(0, 1)\n${REST}`;
    const { diagnostics } = checked({ 'm.bnn': text, 'priors.bnn': PRIORS });
    expect(diagnostics.map((found) => found.code)).toContain(code);
    expect(diagnostics.find((found) => found.code === code)!.instead).toContain(instead);
  });
});
