import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { requireNew, writeLines } from '../../exchange/index.js';
import { activationCurve, activations as learned, curveSvg, curveText } from '../../index.js';
import { defineCommand } from '../command.js';
import { text } from '../option.js';
import { RUN } from './model-options.js';

export const activations = defineCommand({
  name: 'activations',
  summary: 'the activations that a run has learned, drawn',
  detail:
    'Each activation with parameters to learn, over inputs from -4 to 4: its mean, and 90 % of the draws. Where units ' +
    'have parameters of their own, over all of them.',
  operand: RUN,
  options: {
    svg: text('--svg', '<folder>', 'also write an SVG picture of each to this new folder'),
  },
  examples: [
    { line: 'bnn activations model.run', doc: 'in characters' },
    {
      line: 'bnn activations model.run --svg curves',
      doc: 'pictures, curves/f.act.svg among them',
    },
  ],
  run: async (directory, { svg }) => {
    if (svg !== undefined) requireNew(svg);
    const found = await learned(directory);
    const curves = found.map(activationCurve);
    if (svg !== undefined) {
      mkdirSync(svg);
      for (const [k, { name }] of found.entries()) {
        writeLines(join(svg, `${name}.svg`), [await curveSvg(curves[k]!)]);
      }
    }
    return {
      status: 0,
      document: () => ({ directory, activations: found.map((one) => ({ ...one })) }),
      text: () => curves.map(curveText).join('\n\n'),
    };
  },
});
