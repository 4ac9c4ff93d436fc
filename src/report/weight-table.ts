import type { QuantitySummary } from '../diagnostics/index.js';
import { formatCount, formatNumber, formatSignificant } from './number.js';
import { renderTable, type TableColumn } from './table.js';

type Elements = readonly QuantitySummary[];

/** A line an array of weights: how large they are, and how far chains agree on single ones. */
export function renderWeights(arrays: readonly Elements[], width: number): string {
  return renderTable(COLUMNS, arrays, width);
}

const COLUMNS: readonly TableColumn<Elements>[] = [
  { head: 'weights', align: 'left', cell: (elements) => elements[0]!.quantity },
  { head: 'shape', align: 'left', cell: shapeOf },
  { head: 'values', cell: (elements) => String(elements.length) },
  { head: 'rms', cell: (elements) => formatSignificant(rms(elements), 3) },
  {
    head: 'median R-hat',
    cell: (elements) => formatNumber(median(elements.map(({ rhat }) => rhat)), 3),
  },
  {
    head: 'median ESS',
    cell: (elements) => formatCount(median(elements.map(({ ess_bulk }) => ess_bulk))),
  },
];

/** The index of the last element is the shape. */
function shapeOf(elements: Elements): string {
  const { name, quantity } = elements.at(-1)!;
  return name.slice(quantity.length);
}

/** Root of the posterior mean square, over all elements. */
function rms(elements: Elements): number {
  const squares = elements.map(({ mean, sd }) => mean ** 2 + sd ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}

function median(values: readonly number[]): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
