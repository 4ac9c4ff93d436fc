import type { SamplingPlan } from './5-assign/plan.js';

const WIDTH = 24;

/** The plan as `bnn plan` prints it: block, sampler, closed form, reasons and refusals. */
export function explainPlan(plan: SamplingPlan): string {
  const lines = plan.blocks.flatMap((block) => [
    `${block.name.padEnd(WIDTH)}  ${block.sampler.padEnd(8)}  ${block.conditional}`,
    `  because ${block.because}`,
    ...block.refusals.map(({ form, because }) => `  not ${form}: ${because}`),
  ]);
  return lines.join('\n');
}
