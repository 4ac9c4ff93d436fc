import { DiagnosticError, type Diagnostic } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import { nearest } from '../../base/suggestion.js';
import type { FactorGraph, SamplerRequest } from '../3-factorize/graph.js';
import type { Conditional } from '../4-condition/conditional.js';
import { planMessages } from './messages.js';
import { strategies, type Strategy } from './strategies.js';

/** The sampler that `infer` demands of each unknown. What cannot be met is an error, never replaced. */
export function readRequests(
  graph: FactorGraph,
  conditionals: readonly Conditional[],
): ReadonlyMap<string, Strategy> {
  const requested = new Map<string, Strategy>();
  const wrong: Diagnostic[] = [];
  for (const request of graph.requests) {
    const place = { source: graph.source, span: request.span };
    const strategy = strategies.find(({ name }) => name === request.sampler);
    if (strategy === undefined) {
      wrong.push(diagnostic(planMessages.unknownSampler, unknownSampler(request), place));
      continue;
    }
    for (const conditional of conditionals) {
      const { name } = conditional.variable;
      if (!request.variables.includes(name)) continue;
      const { competence, because } = strategy.judge(conditional);
      const before: Strategy = requested.get(name) ?? strategy;
      if (competence === 0) {
        const values = { variable: name, sampler: strategy.name, because };
        wrong.push(diagnostic(planMessages.impossibleSampler, values, place));
      } else if (before !== strategy) {
        const values = { variable: name, first: before.name, second: strategy.name };
        wrong.push(diagnostic(planMessages.twoSamplers, values, place));
      }
      requested.set(name, before);
    }
  }
  if (wrong.length > 0) throw new DiagnosticError(wrong);
  return requested;
}

function unknownSampler({ sampler }: SamplerRequest) {
  const names = strategies.map(({ name }) => name);
  const near = nearest(sampler, names);
  const remedy = near === undefined ? `write one of ${names.join(', ')}` : `did you mean ${near}?`;
  return { name: sampler, samplers: names.join(', '), remedy };
}
