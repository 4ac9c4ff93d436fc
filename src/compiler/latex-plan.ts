import {
  fullMatrix,
  latex,
  latexSum,
  sizeOf,
  symbol,
  type MatrixPart,
  type Node,
} from '../expression/index.js';
import { quadraticIn, type GaussianBlock } from './4-condition/gaussian.js';
import type { Part } from './4-condition/parts.js';
import type { Factor, FactorGraph, Variable } from './3-factorize/graph.js';
import { namesOf } from './3-factorize/print.js';
import type { Conditional } from './4-condition/conditional.js';
import { recognised } from './4-condition/print.js';
import type { PlannedBlock, SamplingPlan } from './5-assign/plan.js';

type Names = ReadonlyMap<Node, string>;

/** Unknowns that one formula lists; the heading names them all. */
const LISTED = 3;

/** The plan as a LaTeX fragment for a paper: of each block the full conditional, the sampler and the reasons. */
export function latexPlan(graph: FactorGraph, { blocks }: SamplingPlan): string {
  const names = new Map([...namesOf(graph)].map(([node, name]) => [node, symbol(name)]));
  return ['% Needs \\usepackage{amsmath}.', ...blocks.flatMap((b) => blockLines(b, names))].join(
    '\n',
  );
}

function blockLines(block: PlannedBlock, names: Names): string[] {
  const reasons = block.refusals.map(
    ({ form, because }) => `  \\item not ${escaped(form)}: ${escaped(because)}`,
  );
  return [
    '',
    `\\paragraph{${escaped(block.name)}: ${escaped(block.sampler)}.}`,
    '\\begin{align*}',
    formulas(block, names).join(' \\\\\n'),
    '\\end{align*}',
    `${escaped(capitalised(block.because))}.`,
    ...(reasons.length === 0 ? [] : ['\\begin{itemize}', ...reasons, '\\end{itemize}']),
  ];
}

function formulas(block: PlannedBlock, names: Names): string[] {
  const { conditionals, sampler, normal, standardised = [], integrated = [] } = block;
  const closed = conditionals.flatMap((conditional) => closedForm(conditional, names));
  if (normal === undefined) {
    if (sampler === 'gibbs' && closed.length > 0) return closed;
    const moved = [...new Set([...conditionals, ...standardised])].map(({ variable }) => variable);
    const all = [...conditionals, ...standardised, ...integrated].flatMap(({ factors }) => factors);
    const out = integrated.flatMap(({ variables }) => variables);
    return [density(moved, [...new Set(all)], names, out)];
  }
  const { dimension } = normal.system;
  if (dimension === 1) return closed;
  const members = conditionals.map(({ variable }) => variable);
  const law = `  ${tuple(members)} \\mid \\cdot &\\sim \\mathcal{N}_{${String(dimension)}}\\left(P^{-1} h,\\ P^{-1}\\right)`;
  return [law, density(members, normal.factors, names), ...system(normal, names), ...closed];
}

/** The precision P by pairs of unknowns, those that do not meet left out, and P times the mean. */
function system({ parts, factors }: GaussianBlock, names: Names): string[] {
  if (parts.length > LISTED) return [];
  const form = quadraticIn(factors, parts);
  if (form.kind === 'refused') return [];
  const symbols = parts.map(partSymbol);
  const written = (node: Node) => {
    const { nodes, known } = recognised([node], names);
    return latex(nodes[0]!, known);
  };
  const precision = form.precision.flatMap((row, i) =>
    row.flatMap((part, j) => {
      if (part === undefined) return [];
      const isScalar = part.kind === 'diagonal' && sizeOf(part.values.shape) === 1;
      const text =
        part.kind === 'full' || !isDiagonal(part)
          ? written(fullMatrix(part))
          : isScalar
            ? written(part.values)
            : `\\operatorname{diag}\\left(${written(part.values)}\\right)`;
      return [`  P_{${symbols[i]!}, ${symbols[j]!}} &= ${text}`];
    }),
  );
  const linear = form.linear.map((node, i) => `  h_{${symbols[i]!}} &= ${written(node)}`);
  return [...precision, ...linear];
}

/** Whether each element meets the one of its own place alone. */
function isDiagonal(part: MatrixPart): boolean {
  if (part.kind !== 'picked') return part.kind === 'diagonal';
  const { meeting, size } = part;
  return meeting.length === size && meeting.every((place, i) => place === i);
}

/** A column as a slice is written. */
function partSymbol({ variable, column }: Part): string {
  const own = symbol(variable.name);
  if (column === undefined) return own;
  return `{${own}}_{${'\\cdot, '.repeat(column.axis)}${String(column.at + 1)}}`;
}

function closedForm({ variable, form }: Conditional, names: Names): string[] {
  if (form.kind !== 'exponential') return [];
  const { nodes, known } = recognised(form.natural, names);
  const eta = nodes.map(
    (node) => (scale: number, offset?: number) => latexSum(node, known, scale, offset),
  );
  return [
    `  ${symbol(variable.name)} \\mid \\cdot &\\sim ${form.family.latex(eta, variable.shape.at(-1) ?? 1)}`,
  ];
}

/** The factors multiplied, one a line, with what is integrated out of their product. */
function density(
  members: readonly Variable[],
  factors: readonly Factor[],
  names: Names,
  out: readonly Variable[] = [],
): string {
  const lines = factors.map((factor) => factorText(factor, names));
  const [before, after] = out.length === 0 ? ['', ''] : ['\\int ', ` \\, d${tuple(out)}`];
  const product = lines.join(' \\\\\n  &\\quad \\times ');
  return `  p${tuple(members, ' \\mid \\cdot')} &\\propto ${before}${product}${after}`;
}

function factorText({ distribution, parameters, value }: Factor, names: Names): string {
  const given = parameters.map((node) => latex(node, names));
  const bar = given.length === 0 ? '' : ` \\mid ${given.join(',\\ ')}`;
  return `\\mathrm{${escaped(distribution.name)}}\\left(${latex(value, names)}${bar}\\right)`;
}

function tuple(variables: readonly Variable[], given = ''): string {
  const symbols = variables.map(({ name }) => symbol(name));
  const list = symbols.length > LISTED ? '\\text{block}' : symbols.join(', ');
  return `\\left(${list}${given}\\right)`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ '\\': '\\textbackslash{}', '^': '\\textasciicircum{}', '~': '\\textasciitilde{}' },
  ...{ '<': '\\textless{}', '>': '\\textgreater{}', '|': '\\textbar{}', '…': '\\ldots{}' },
};

/** Words in text mode. */
function escaped(text: string): string {
  return text.replace(/[\\^~<>|…{}$&#_%]/g, (c) => ESCAPES[c] ?? `\\${c}`);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
