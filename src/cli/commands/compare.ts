import { compare as compareModels, type Comparison, type FittedVariant } from '../../index.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import { formatCount, formatSignificant } from '../../report/number.js';
import { renderTable, type TableColumn } from '../../report/table.js';
import { defineCommand, type Outcome, type Status } from '../command.js';
import { renderDiagnostics } from '../failure.js';
import { text } from '../option.js';
import { bindings, data, MODEL, priors, runs } from './model-options.js';
import { samplerOptions } from './sampler-options.js';
import { runSession } from './session.js';

export const compare = defineCommand({
  name: 'compare',
  summary: 'fit a model under several priors and table how they do',
  detail:
    'Fits the model as it is written, and once for every --prior, each into a run of its own inside one new directory. ' +
    'Priors joined by `;` are swapped together. With --test the scores are of rows that no variant has seen; without, ' +
    'of the rows fitted to, which favours whatever fits them closest. The exit status is 2 when a diagnostic of a ' +
    'variant failed.',
  operand: MODEL,
  options: {
    data,
    test: text('--test', '<file>', 'new rows with their target, to judge by'),
    priors,
    runs,
    bindings,
    ...samplerOptions,
    directory: {
      ...text('--out', '<dir>', 'the directory of the runs, which must not exist'),
      fallback: '<model>.compare',
    },
  },
  examples: [
    {
      line: "bnn compare model.bnn --data train.csv --test test.csv --prior 'tau ~ half_normal(1)' --prior 'tau ~ half_cauchy(1)'",
      doc: 'two other priors of tau',
    },
    {
      line: "bnn compare model.bnn --data train.csv --prior 'f.h.weight ~ horseshoe(); f.o.weight ~ horseshoe()'",
      doc: 'two priors swapped together',
    },
  ],
  run: async (model, given, context) => {
    const { io, json, color } = context;
    const onWarning = (warning: Diagnostic) => {
      if (!json) io.stderr.write(`${renderDiagnostics([warning], color.stderr)}\n\n`);
    };
    const result = await compareModels({ model, ...given, onWarning }, (variant, fit) => {
      const what = variant.priors.length === 0 ? '' : `: ${variant.priors.join('; ')}`;
      const announcement = `${variant.name}${what}, run directory ${variant.directory}`;
      return runSession({ ...given, announcement }, context, fit);
    });
    return outcome(result, io.stdout.columns ?? Infinity);
  },
});

function outcome(result: Comparison, width: number): Outcome {
  const { variants, directory, interrupted } = result;
  const failed = variants.some(({ diagnosis }) => !diagnosis.ok);
  const status: Status = interrupted ? 130 : failed ? 2 : 0;
  return {
    status,
    document: () => ({ ...result, variants: variants.map(documentOf) }),
    text: () =>
      [
        renderTable(columns(result), variants, width),
        '',
        ...(interrupted ? ['interrupted; what was fitted is kept'] : []),
        `seed ${result.seed}; the runs are in ${directory}`,
      ].join('\n'),
  };
}

function documentOf({
  name,
  priors: swapped,
  directory,
  seconds,
  scores,
  diagnosis,
}: FittedVariant) {
  const { ok, findings } = diagnosis;
  const judged = {
    ok,
    rhat: worstRhat({ diagnosis }),
    ess_bulk: leastEss({ diagnosis }),
    findings,
  };
  return { name, priors: swapped, directory, ...judged, seconds, scores };
}

type Judged = Pick<FittedVariant, 'diagnosis'>;

/** Of what is judged; an R-hat that is not defined says nothing. */
function worstRhat({ diagnosis }: Judged): number {
  return Math.max(...diagnosis.quantities.map(({ rhat }) => rhat).filter(Number.isFinite));
}

function leastEss({ diagnosis }: Judged): number {
  return Math.min(...diagnosis.quantities.map((q) => q.ess_bulk).filter(Number.isFinite));
}

function columns({ isTested, variants }: Comparison): TableColumn<FittedVariant>[] {
  const targets = variants[0]?.scores ?? [];
  const scores = targets.flatMap(({ target, rmse }, i): TableColumn<FittedVariant>[] => {
    const of = targets.length > 1 ? ` of ${target}` : '';
    const second = rmse === undefined ? 'accuracy' : 'rmse';
    return [
      {
        head: `${isTested ? 'test elpd' : 'lpd of fitted rows'}${of}`,
        cell: (variant) => formatSignificant(variant.scores[i]!.lpd, 4),
      },
      {
        head: second + of,
        cell: (variant) => formatSignificant(variant.scores[i]![second] ?? NaN, 4),
      },
    ];
  });
  return [
    { head: 'variant', align: 'left', cell: ({ name }) => name },
    ...scores,
    { head: 'max R-hat', cell: (variant) => worstRhat(variant).toFixed(3) },
    { head: 'min ESS', cell: (variant) => formatCount(leastEss(variant)) },
    { head: 'verdict', align: 'left', cell: ({ diagnosis }) => (diagnosis.ok ? 'ok' : 'failed') },
    { head: 'seconds', cell: ({ seconds }) => formatSignificant(seconds, 3) },
    {
      ...{ head: 'priors', align: 'left', expendable: 1 },
      cell: ({ priors: swapped }) => swapped.join('; '),
    },
  ];
}
