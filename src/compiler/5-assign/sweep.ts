import { InvariantError } from '../../base/diagnostic.js';
import { standardisedBy } from './normals.js';
import type { PlannedBlock } from './plan.js';

/**
 * Refuses an order of blocks that would not leave the posterior as it is. A move on a density with a
 * normal block integrated out makes the block's values stale: until they are drawn anew given all
 * the rest, nothing may read them (van Dyk and Park 2008, on partially collapsed Gibbs samplers).
 * A sweep must end with no value stale, since that is what a draw records and what comes next reads.
 */
export function requireValidOrder(blocks: readonly PlannedBlock[]): void {
  const stale = new Set<string>();
  for (const block of blocks) {
    const left = new Set(integratedNames(block));
    const drawn = new Set(drawnNames(block));
    const wrong = [...stale].find(
      (name) => !left.has(name) && !drawn.has(name) && reads(block).has(name),
    );
    if (wrong !== undefined) {
      throw new InvariantError(`${block.name} reads ${wrong} before it is drawn anew`);
    }
    const relativeTo = (block.standardised ?? []).flatMap((plate) => [...standardisedBy(plate)]);
    const followed = relativeTo.find((name) => left.has(name));
    if (followed !== undefined) {
      throw new InvariantError(
        `${block.name} has coordinates that read ${followed}, integrated out`,
      );
    }
    for (const name of drawn) stale.delete(name);
    for (const name of left) stale.add(name);
  }
  const [undrawn] = stale;
  if (undrawn !== undefined)
    throw new InvariantError(`${undrawn} is integrated out and never drawn`);
}

function integratedNames({ integrated = [], auxiliaries = [] }: PlannedBlock): string[] {
  return [
    ...integrated.flatMap(({ variables }) => variables.map(({ name }) => name)),
    ...auxiliaries.map(({ variable }) => variable.name),
  ];
}

/** What is drawn anew whatever its value was, all the rest given. */
function drawnNames({ normal, sampler, conditionals }: PlannedBlock): string[] {
  const drawn = normal?.variables ?? conditionals.map(({ variable }) => variable);
  return sampler === 'gibbs' ? drawn.map(({ name }) => name) : [];
}

/** All that the block's density depends on. */
function reads({
  conditionals,
  standardised = [],
  opposed = [],
  integrated = [],
}: PlannedBlock): Set<string> {
  const factors = [
    ...[...conditionals, ...standardised, ...opposed].flatMap((conditional) => conditional.factors),
    ...integrated.flatMap((block) => block.factors),
  ];
  return new Set(factors.flatMap(({ scope }) => [...scope]));
}
