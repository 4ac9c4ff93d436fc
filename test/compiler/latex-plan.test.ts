import { describe, expect, it } from 'vitest';
import { latexPlan, plan } from '../../src/index.js';
import { bnn } from '../cli/terminal.js';

const EXAMPLES = [
  ['eight-schools/eight-schools.bnn', 'eight-schools/data.json', []],
  ['varying-intercepts/varying-intercepts.bnn', 'varying-intercepts/data.csv', []],
  ['regression/regression.bnn', 'yacht/train.csv', ['y=residuary_resistance']],
  ['sparse-mmelu/sparse-mmelu.bnn', 'sparse-mmelu/iris.csv', ['y=species']],
] as const;

/** What is opened and not closed, or closed and not opened: braces, \left, environments. */
function unbalanced(text: string): string[] {
  const open: string[] = [];
  const tokens = text.matchAll(/\\[{}\\]|\\(begin|end)\{([a-z*]+)\}|\\(left|right)\b|[{}]/g);
  for (const [token, side, environment, delimiter] of tokens) {
    const opens =
      side === 'begin' ? environment! : delimiter === 'left' ? '\\left' : token === '{' ? '{' : '';
    const closes =
      side === 'end' ? environment! : delimiter === 'right' ? '\\left' : token === '}' ? '{' : '';
    if (opens !== '') open.push(opens);
    if (closes !== '' && open.pop() !== closes) return [`${closes} closed`];
  }
  return open;
}

it('the test sees what is not balanced', () => {
  for (const text of ['\\frac{a}{b', '\\left(a', '\\begin{align*}{\\end{align*}}', '}']) {
    expect(unbalanced(text)).not.toEqual([]);
  }
});

describe.each(EXAMPLES)('%s', (model, data, bindings) => {
  it('is LaTeX that closes what it opens, with every block', async () => {
    const input = { model: `examples/${model}`, data: `examples/${data}`, bindings };
    const { graph, plan: planned } = await plan(input);
    const text = latexPlan(graph, planned);
    expect(unbalanced(text)).toEqual([]);
    expect(text.split('\\paragraph{').length - 1).toBe(planned.blocks.length);
    expect(text).not.toMatch(/[^\\][#&_]{2}|undefined|NaN|…/);
    await expect(`${text}\n`).toMatchFileSnapshot(`golden-latex/${model.split('/')[0]!}.tex`);
  });
});

it('bnn plan --latex prints it, as text and in the document', async () => {
  const [model, data] = EXAMPLES[0];
  const argv = ['plan', `examples/${model}`, '--data', `examples/${data}`, '--latex'];
  const { status, stdout } = await bnn(argv);
  expect(status).toBe(0);
  const document = await bnn([...argv, '--json']);
  expect(JSON.parse(document.stdout)).toHaveProperty('latex', stdout.trimEnd());
  const both = await bnn([...argv, '--print', 'graph']);
  expect(both.stderr).toContain('error BNN0617');
});
