import type { Summary } from '../../index.js';
import { renderSummary } from '../../report/index.js';
import type { Context, Status } from '../command.js';

/** A failed diagnostic is 2: the run is there, and is not to be relied on. */
export function summaryStatus({ diagnosis }: Summary): Status {
  return diagnosis.ok ? 0 : 2;
}

/** What was run and for how long, the posterior, and the verdict. */
export function summaryText({ run, diagnosis }: Summary, all: boolean, context: Context): string {
  const { manifest, longest, finished, chains } = run;
  const { warmup, sampling } = longest;
  const done = chains.map((chain) => `${String(chain.done)}/${String(chain.total)}`).join(', ');
  const lines = [
    `${manifest.model} with ${manifest.data.name}, seed ${manifest.settings.seed}`,
    `${seconds(warmup)} of warm-up and ${seconds(sampling)} of sampling, the longest chain`,
    ...(finished ? [] : [`not finished (iterations done ${done}): bnn resume ${run.directory}`]),
  ];
  const style = { color: context.color.stdout, width: context.io.stdout.columns, all };
  return [lines.join('\n'), renderSummary(diagnosis, style)].join('\n\n');
}

function seconds(value: number): string {
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} s`;
}
