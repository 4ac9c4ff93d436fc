import type { Diagnosis, QuantitySummary, SamplerSummary } from '../diagnostics/index.js';
import { arraysOf, notShown } from './arrays.js';
import { renderFindings, renderVerdict } from './findings.js';
import { paintFor } from './paint.js';
import { renderQuantities, type TableStyle } from './quantity-table.js';
import { trajectoryLines } from './trajectory-lines.js';
import { renderWeights } from './weight-table.js';

export interface SummaryOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width?: number | undefined;
  /** Elements shown of one array. */
  readonly limit?: number | undefined;
  /** Whether every element is shown, single weights too. */
  readonly all?: boolean | undefined;
  /** Whether the terminal shows more than ASCII; a colour terminal does. */
  readonly unicode?: boolean | undefined;
}

/** Tables, findings and the verdict, for a terminal or a plain file. */
export function renderSummary(diagnosis: Diagnosis, options: SummaryOptions): string {
  const { color, width = 100, limit = 20, all = false, unicode = color } = options;
  const style = { paint: paintFor(color), width, unicode };
  const arrays = arraysOf(diagnosis.quantities);
  const isWeight = ([first]: readonly QuantitySummary[]) => first!.kind === 'weight';
  const shown = all ? arrays : arrays.filter((elements) => !isWeight(elements));
  const weights = all ? [] : arrays.filter(isWeight);
  return [
    headline(diagnosis),
    quantityPart(shown, all ? Infinity : limit, style),
    weights.length === 0 ? '' : renderWeights(weights, width),
    samplerLine(diagnosis.sampler),
    ...renderFindings(diagnosis.findings, style.paint, width),
    renderVerdict(diagnosis, style.paint),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function headline({ chains, draws, quantities }: Diagnosis): string {
  const kept = chains === 1 ? '1 chain' : `${String(chains)} chains`;
  const values = quantities.length === 1 ? '1 value' : `${String(quantities.length)} values`;
  return `${kept} of ${String(draws)} draws after warm-up, ${values} a draw`;
}

function quantityPart(
  arrays: readonly (readonly QuantitySummary[])[],
  limit: number,
  style: TableStyle,
): string {
  if (arrays.length === 0) return '';
  const table = renderQuantities(
    arrays.map((elements) => elements.slice(0, limit)),
    style,
  );
  return [table, ...notShown(arrays, limit, style.paint)].join('\n');
}

function samplerLine({ blocks, divergences, max_treedepth_hits, e_bfmi }: SamplerSummary): string {
  const moved = blocks.map(({ block, sampler }) => `${block} by ${sampler}`).join(', ');
  if (blocks.every((block) => block.e_bfmi.length === 0)) return moved && `sampled ${moved}`;
  const energies = e_bfmi.map((value) => value.toFixed(2)).join(' ');
  return [
    `sampled ${moved}`,
    ...trajectoryLines(blocks),
    `divergences ${String(divergences)}, tree-depth hits ${String(max_treedepth_hits)}, E-BFMI ${energies}`,
  ].join('\n');
}
