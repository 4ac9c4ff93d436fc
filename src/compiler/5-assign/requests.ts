import { DiagnosticError, type Diagnostic } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import { nearest } from '../../base/suggestion.js';
import { METRICS, type MetricName } from '../../samplers/metric/metric.js';
import type { FactorGraph, SamplerRequest } from '../3-factorize/graph.js';
import type { Conditional } from '../4-condition/conditional.js';
import { planMessages } from './messages.js';
import { strategies, type OptionName, type Strategy } from './strategies.js';

/** The sampler, with its options, that an unknown must have. */
export interface Request {
  readonly name: string;
  readonly metric?: MetricName;
  /** Leapfrog steps of a trajectory. */
  readonly steps?: number;
}

/** By the name of the unknown. */
export type Requests = ReadonlyMap<string, Request>;

/** The sampler that `infer` demands of each unknown. What cannot be met is an error, never replaced. */
export function readRequests(graph: FactorGraph, conditionals: readonly Conditional[]): Requests {
  const requested = new Map<string, Request>();
  const wrong: Diagnostic[] = [];
  for (const asked of graph.requests) {
    const place = { source: graph.source, span: asked.span };
    const strategy = strategies.find(({ name }) => name === asked.sampler);
    if (strategy === undefined) {
      wrong.push(diagnostic(planMessages.unknownSampler, unknownSampler(asked), place));
      continue;
    }
    const request = withOptions(strategy, asked, place, wrong);
    for (const conditional of conditionals) {
      const { name } = conditional.variable;
      if (!asked.variables.includes(name)) continue;
      const { competence, because } = strategy.judge(conditional);
      const before = requested.get(name) ?? request;
      if (competence === 0) {
        const values = { variable: name, sampler: strategy.name, because };
        wrong.push(diagnostic(planMessages.impossibleSampler, values, place));
      } else if (requestText(before) !== requestText(request)) {
        const both = { first: requestText(before), second: requestText(request) };
        wrong.push(diagnostic(planMessages.twoSamplers, { variable: name, ...both }, place));
      }
      requested.set(name, before);
    }
  }
  if (wrong.length > 0) throw new DiagnosticError(wrong);
  return requested;
}

/** `nuts(metric = dense)`. */
export function requestText({ name, metric, steps }: Request): string {
  const options = [
    ...(metric === undefined ? [] : [`metric = ${metric}`]),
    ...(steps === undefined ? [] : [`steps = ${String(steps)}`]),
  ];
  return options.length > 0 ? `${name}(${options.join(', ')})` : name;
}

function withOptions(
  { name, options = [] }: Strategy,
  { options: given }: SamplerRequest,
  place: Pick<Diagnostic, 'source' | 'span'>,
  wrong: Diagnostic[],
): Request {
  let request: Request = { name };
  for (const { name: option, value } of given) {
    const known = options.find((other) => other === option);
    if (known === undefined) {
      const list = options.length > 0 ? options.join(' and ') : 'no option';
      const values = { sampler: name, option, options: list };
      wrong.push(diagnostic(planMessages.unknownSamplerOption, values, place));
      continue;
    }
    const { read, allowed } = OPTIONS[known];
    const taken = read(value);
    request = { ...request, ...taken };
    if (taken !== undefined) continue;
    wrong.push(diagnostic(planMessages.samplerOptionValue, { option, value, allowed }, place));
  }
  return request;
}

interface Option {
  readonly allowed: string;
  read(value: string): Partial<Request> | undefined;
}

const OPTIONS: Readonly<Record<OptionName, Option>> = {
  metric: {
    allowed: `one of ${METRICS.join(', ')}`,
    read(value) {
      const metric = METRICS.find((other) => other === value);
      return metric && { metric };
    },
  },
  steps: {
    allowed: 'a whole number from 1 on',
    read(value) {
      const steps = Number(value);
      return Number.isInteger(steps) && steps >= 1 ? { steps } : undefined;
    },
  },
};

function unknownSampler({ sampler }: SamplerRequest) {
  const names = strategies.map(({ name }) => name);
  const near = nearest(sampler, names);
  const remedy = near === undefined ? `write one of ${names.join(', ')}` : `did you mean ${near}?`;
  return { name: sampler, samplers: names.join(', '), remedy };
}
