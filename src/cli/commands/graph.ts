import { DiagnosticError } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import { dotText, graph as drawGraph, graphSvg } from '../../index.js';
import { defineCommand } from '../command.js';
import { graphDocument } from '../documents.js';
import { CLI_MESSAGES } from '../messages.js';
import { text, toggle } from '../option.js';
import { bindings, DATA_DOC, MODEL, priors, runs } from './model-options.js';

export const graph = defineCommand({
  name: 'graph',
  summary: 'draw the factor graph of a model',
  detail:
    'Draws every quantity, and every `~` and `observe` as a factor with what it joins, inside a plate for each ' +
    'named dimension they repeat over. With data, plates show their sizes.',
  operand: MODEL,
  options: {
    data: text('--data', '<file>', DATA_DOC),
    dot: { ...toggle('--dot', 'print DOT, the language of Graphviz'), fallback: 'unless --svg' },
    svg: toggle('--svg', 'print an SVG picture, laid out by Graphviz'),
    priors,
    runs,
    bindings,
  },
  examples: [
    { line: 'bnn graph model.bnn --svg > model.svg', doc: 'a picture' },
    { line: 'bnn graph model.bnn --data train.csv --svg > model.svg', doc: 'with sizes' },
    { line: 'bnn graph model.bnn --dot | dot -Tpdf > model.pdf', doc: 'by an own Graphviz' },
  ],
  run: async (model, { data, dot, svg, priors, runs, bindings }) => {
    if (dot && svg) {
      const values = { first: '--dot', second: '--svg' };
      throw new DiagnosticError([diagnostic(CLI_MESSAGES.exclusive, values)]);
    }
    const result = await drawGraph({
      model,
      priors,
      runs,
      bindings,
      ...(data !== undefined && { data }),
    });
    const source = dotText(result.graph);
    const drawn = svg ? await graphSvg(source) : source;
    return {
      status: 0,
      document: () => ({ ...graphDocument(result), [svg ? 'svg' : 'dot']: drawn }),
      problems: result.warnings,
      text: () => drawn,
    };
  },
});
