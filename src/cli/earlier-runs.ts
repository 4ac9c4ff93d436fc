import { elementName, type Draws, type Quantity } from '../base/draws.js';
import { DiagnosticError, type Diagnostic } from '../base/diagnostic.js';
import type { FittedQuantity } from '../base/fitted-quantity.js';
import { diagnostic } from '../base/message.js';
import type { SourceText } from '../base/source.js';
import { didYouMean } from '../base/suggestion.js';
import { parse, parsePriorOverride } from '../compiler/1-parse/index.js';
import { priorsIn } from '../compiler/1-parse/priors-in.js';
import type { Program } from '../compiler/1-parse/program.js';
import { isFromRun, runReference, type RunReference } from '../compiler/2-check/from-run.js';
import type { Place } from '../compiler/2-check/model.js';
import { supports } from '../compiler/compile.js';
import { diagnose, type Diagnosis } from '../diagnostics/index.js';
import { openRun, type Run } from '../engine/index.js';
import { EARLIER_RUN_MESSAGES } from './earlier-run-messages.js';
import { fitQuantity, type Misfit } from './fit-quantity.js';

export interface EarlierRuns {
  readonly fits: readonly FittedQuantity[];
  readonly warnings: readonly Diagnostic[];
}

/** A `from_run` of a model or of a prior given from outside. */
interface Request extends RunReference {
  readonly place: Place;
}

const LEAST_DRAWS = 50;
/** Of one weight: far above what a chain that moves slowly shows. */
const MOST_RHAT = 1.2;

/**
 * Fits a density to every quantity of an earlier run that a model, or a prior given from outside, names.
 * `runs` says which directory a name stands for: `pilot=runs/a`.
 */
export function readEarlierRuns(
  source: SourceText,
  priors: readonly string[],
  runs: readonly string[],
): EarlierRuns {
  const wanted = requestsOf(source, priors);
  const directories = new Map(runs.map(splitBinding));
  const opened = new Map<string, OpenedRun>();
  const fits = new Map<string, FittedQuantity>();
  const warnings: Diagnostic[] = [];
  for (const { run, isPath, quantity, place } of wanted) {
    const directory = isPath ? run : directories.get(run);
    const key = JSON.stringify([run, quantity]);
    // A name without a directory is an error of the check, which has the place for it.
    if (directory === undefined || fits.has(key)) continue;
    let earlier = opened.get(directory);
    if (earlier === undefined) {
      earlier = open(directory, place, warnings);
      opened.set(directory, earlier);
    }
    fits.set(key, { run, ...fit(earlier, quantity, place, warnings) });
  }
  return { fits: [...fits.values()], warnings };
}

/** Those of `runs` that a model, or a prior given from outside, names, and warnings of the others. */
export function namedRuns(
  source: SourceText,
  priors: readonly string[],
  runs: readonly string[],
): { readonly named: readonly string[]; readonly warnings: readonly Diagnostic[] } {
  const wanted = requestsOf(source, priors).filter(({ isPath }) => !isPath);
  const isNamed = (text: string) => wanted.some(({ run }) => run === splitBinding(text)[0]);
  const warnings = runs
    .filter((text) => !isNamed(text))
    .map((text) => {
      const [name, directory] = splitBinding(text);
      return diagnostic(EARLIER_RUN_MESSAGES.unusedRun, { name, directory });
    });
  return { named: runs.filter(isNamed), warnings };
}

/** `pilot=runs/a`: a name and a directory. */
function splitBinding(text: string): readonly [name: string, directory: string] {
  const at = text.indexOf('=');
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

function requestsOf(source: SourceText, priors: readonly string[]): Request[] {
  // Most models name none, and parsing costs more than looking.
  const texts = [source.text, ...priors].map((text) => text.includes('from_run'));
  if (!texts.includes(true)) return [];
  const outside = priors.map((text) => {
    const { source: own, statement } = parsePriorOverride(text);
    return { source: own, statements: statement === undefined ? [] : [statement] };
  });
  // A path in a model is an error of the check, and nothing is read for it.
  const inside = requestsIn(parse(source).program).filter(({ isPath }) => !isPath);
  return [...inside, ...outside.flatMap(requestsIn)];
}

function requestsIn(program: Program): Request[] {
  return [...priorsIn(program)].filter(isFromRun).flatMap((call) => {
    const reference = runReference(call);
    const place = { source: program.source, span: call.span };
    return 'problem' in reference ? [] : [{ ...reference, place }];
  });
}

interface OpenedRun {
  readonly run: Run;
  readonly draws: Draws;
  readonly diagnosis: Diagnosis;
  readonly supports: ReturnType<typeof supports>;
}

function open(directory: string, place: Place, warnings: Diagnostic[]): OpenedRun {
  const run = openRun(directory);
  const draws = run.draws();
  const total = draws.draws * draws.chains.length;
  if (total < LEAST_DRAWS) {
    const values = { directory, draws: total, least: LEAST_DRAWS };
    throw new DiagnosticError([diagnostic(EARLIER_RUN_MESSAGES.tooFewDraws, values, place)]);
  }
  const { settings } = run.manifest;
  const diagnosis = diagnose(draws, run.statistics(), settings.maxTreedepth);
  const failure = diagnosis.findings.find(({ severity }) => severity === 'failure');
  const problem = run.finished
    ? failure?.what
    : 'it was interrupted, and not all chains have ended';
  if (problem !== undefined) {
    const values = { directory, problem };
    warnings.push(diagnostic(EARLIER_RUN_MESSAGES.failedRun, values, place));
  }
  return { run, draws, diagnosis, supports: supports(run.source, run.dataset, settings) };
}

function fit(
  { run: { directory }, draws, diagnosis, supports: known }: OpenedRun,
  name: string,
  place: Place,
  warnings: Diagnostic[],
): Omit<FittedQuantity, 'run'> {
  const quantity = draws.quantities.find((one) => one.name === name);
  const support = known.get(name);
  const fail = (problem: Diagnostic) => new DiagnosticError([problem]);
  if (quantity === undefined || support === undefined) {
    const names = draws.quantities.map((one) => one.name).filter((one) => known.has(one));
    const remedy = didYouMean(name, names, `name one of ${names.slice(0, 8).join(', ')}`);
    const values = { directory, name, remedy };
    throw fail(diagnostic(EARLIER_RUN_MESSAGES.unknownQuantity, values, place));
  }
  const own = diagnosis.quantities.filter((one) => one.quantity === name);
  const total = draws.draws * draws.chains.length;
  const sizes = own.map(({ ess_bulk }) => ess_bulk).filter(Number.isFinite);
  const independent = Math.min(total, ...sizes);
  const found = fitQuantity(quantity, support, rowsOf(draws, quantity), independent);
  if ('problem' in found) {
    const values = { directory, name, problem: found.problem };
    throw fail(diagnostic(EARLIER_RUN_MESSAGES.noDensity, values, place));
  }
  const rhat = Math.max(...own.map((one) => one.rhat).filter(Number.isFinite));
  if (rhat > MOST_RHAT) {
    const values = { directory, name, rhat: rhat.toFixed(2) };
    warnings.push(diagnostic(EARLIER_RUN_MESSAGES.chainsDisagree, values, place));
  } else if (found.misfits.length > 0) {
    warnings.push(misfitWarning(directory, quantity, found.misfits[0]!, place));
  }
  return { quantity: name, directory, draws: total, ...found.fit };
}

function misfitWarning(
  directory: string,
  quantity: Quantity,
  { coordinate, skewness, kurtosis }: Misfit,
  place: Place,
): Diagnostic {
  const element = elementName(quantity, Math.min(coordinate, quantity.size - 1));
  const values = { element, skewness: skewness.toFixed(1), kurtosis: kurtosis.toFixed(1) };
  return diagnostic(EARLIER_RUN_MESSAGES.poorFit, { directory, ...values }, place);
}

/** Draws of one quantity, a row each, over all chains. */
function rowsOf({ chains, draws, width }: Draws, { offset, size }: Quantity): Float64Array {
  const rows = new Float64Array(chains.length * draws * size);
  chains.forEach((values, chain) => {
    for (let row = 0; row < draws; row++) {
      const at = row * width + offset;
      rows.set(values.subarray(at, at + size), (chain * draws + row) * size);
    }
  });
  return rows;
}
