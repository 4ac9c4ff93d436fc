import type { PlannedBlock, SamplingPlan } from './5-assign/plan.js';

const WIDEST_NAME = 28;

/** The plan as `bnn plan` prints it: block, sampler, full conditional; below each, the reasons. */
export function explainPlan(plan: SamplingPlan): string {
  const width = (texts: readonly string[]) => Math.max(0, ...texts.map(({ length }) => length));
  const name = Math.min(WIDEST_NAME, width(plan.blocks.map((block) => block.name)));
  const sampler = width(plan.blocks.map((block) => block.sampler));
  return plan.blocks.flatMap((block) => blockLines(block, name, sampler)).join('\n');
}

function blockLines(block: PlannedBlock, nameWidth: number, samplerWidth: number): string[] {
  const long = block.name.length > nameWidth;
  const start = (long ? '' : block.name).padEnd(nameWidth);
  const reasons = [
    block.because,
    ...block.refusals.map(({ form, because }) => `not ${form}: ${because}`),
  ];
  return [
    ...(long ? [block.name] : []),
    `${start}  ${block.sampler.padEnd(samplerWidth)}  ${block.conditional}`,
    ...reasons.map((reason) => `    ${reason}`),
  ];
}
