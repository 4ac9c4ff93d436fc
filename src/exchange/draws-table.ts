import type { Draws } from '../base/draws.js';
import { csvLine } from './csv-line.js';
import { selectElements } from './selection.js';

/**
 * Draws as lines of CSV: `chain` and `draw`, counted from 1, then one column an element. Lines are
 * made one at a time, since all of them may be larger than a text can be.
 */
export function* drawsCsvLines(draws: Draws, select: readonly string[] = []): Generator<string> {
  const elements = selectElements(draws, select);
  yield csvLine(['chain', 'draw', ...elements.map(({ name }) => name)]);
  for (const [chain, values] of draws.chains.entries()) {
    for (let row = 0; row < draws.draws; row++) {
      const start = row * draws.width;
      const cells = elements.map(({ position }) => values[start + position]!);
      yield csvLine([chain + 1, row + 1, ...cells]);
    }
  }
}

/** Draws as pieces of one JSON document: per element, an array a chain. */
export function* drawsJsonPieces(draws: Draws, select: readonly string[] = []): Generator<string> {
  const elements = selectElements(draws, select);
  yield `{"chains":${String(draws.chains.length)},"draws":${String(draws.draws)},"values":{`;
  for (const [k, { name, position }] of elements.entries()) {
    const chains = draws.chains.map((values) =>
      Array.from({ length: draws.draws }, (_, row) => values[row * draws.width + position]),
    );
    yield `${k === 0 ? '' : ','}\n${JSON.stringify(name)}:${JSON.stringify(chains)}`;
  }
  yield '}}';
}
