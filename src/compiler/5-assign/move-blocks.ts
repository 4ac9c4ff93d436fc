import { InvariantError } from '../../base/diagnostic.js';
import { collectQuadratic, gaussianSystem } from '../../expression/index.js';
import type { FactorGraph } from '../3-factorize/graph.js';
import type { Conditional } from '../4-condition/conditional.js';
import { isComposed, scales } from '../4-condition/plates.js';
import { asProximable } from '../4-condition/proximable.js';
import { BlockMaker, type Moving } from './block-maker.js';
import { isSharedScale, sharedScaleBlocks } from './componentwise-blocks.js';
import { readsIntegrated } from './normals.js';
import type { Ellipse, PlannedBlock } from './plan.js';
import { proximalBlock, unaskedProximal } from './proximal-blocks.js';
import { requestText, type Request } from './requests.js';
import { trajectories } from './trajectories.js';

/** Unknowns moved by one sampler, with one set of options. */
interface Group {
  readonly request?: Request;
  readonly members: readonly Conditional[];
}

/** The moves on densities, of which normal blocks may be integrated out: as infer asks, and the rest by trajectories. */
export function moveBlocks(
  graph: FactorGraph,
  all: readonly Conditional[],
  moving: Moving,
): PlannedBlock[] {
  const maker = new BlockMaker(all, moving);
  return groupsOf(moving).flatMap(({ request, members }) => {
    const group = { ...moving, members };
    switch (request?.name) {
      case 'slice':
        return [
          maker.block(members, 'slice', { how: `${ASKED}: each element along its own slice` }),
        ];
      case 'elliptical':
        return ellipses(graph, members).map((part) => ellipticalBlock(maker, part, moving));
      default: {
        const sliced = request === undefined ? sharedScales(graph, moving, members) : [];
        const left = { ...group, members: members.filter((member) => !sliced.includes(member)) };
        return [
          ...sliced.flatMap((scale) => sharedScaleBlocks(graph, all, scale, maker)),
          ...trajectories(graph, all, left, maker, request).map((block) =>
            withPenalties(graph, block, left, request),
          ),
        ];
      }
    }
  });
}

function sharedScales(
  graph: FactorGraph,
  { inTurn }: Moving,
  members: readonly Conditional[],
): readonly Conditional[] {
  return members.filter((member) => isSharedScale(graph, member, inTurn));
}

const ASKED = 'asked for by infer';

/**
 * What did not ask moves with the first that did, since what moves together does not hold back each other; but the
 * weights of a network keep the trajectories that suit them unless one of them asked for others.
 */
function groupsOf({ members, requested }: Moving): Group[] {
  const requestOf = ({ variable }: Conditional) => requested.get(variable.name);
  const free = members.filter((member) => requestOf(member) === undefined);
  const groups = new Map<string, Group>();
  for (const member of members) {
    const request = requestOf(member);
    if (request === undefined) continue;
    const key = requestText(request);
    groups.set(key, { request, members: [...(groups.get(key)?.members ?? []), member] });
  }
  if (free.length === 0) return [...groups.values()];
  const hosts = [...groups.values()].filter(({ request }) => !BY_DENSITY.has(request!.name));
  const host = hosts.find((group) => areComposed(group.members) || !areComposed(free));
  if (host === undefined) return [{ members: free }, ...groups.values()];
  const joined = (member: Conditional) => free.includes(member) || host.members.includes(member);
  return [...groups.values()].map((group) =>
    group === host ? { ...group, members: members.filter(joined) } : group,
  );
}

const BY_DENSITY: ReadonlySet<string> = new Set(['slice', 'elliptical']);

function areComposed(members: readonly Conditional[]): boolean {
  return members.some(({ factors, variable }) => isComposed(factors, variable));
}

/** A move of scales with what they scale stays as it is: there a penalty is of other coordinates. */
function withPenalties(
  graph: FactorGraph,
  block: PlannedBlock,
  { requested }: Moving,
  request: Request | undefined,
): PlannedBlock {
  if (movesScales(graph, block) || block.sampler === 'slice') return block;
  if (request?.name !== 'prox_hmc' && request?.name !== 'prox_nuts') {
    return unaskedProximal(graph, block, requested);
  }
  const proximal = block.conditionals
    .filter(({ variable }) => requested.get(variable.name)?.name === request.name)
    .map(proximable);
  if (proximal.length === 0) return block;
  return proximalBlock(graph, block, request.name, { proximal, why: ASKED });
}

function movesScales(
  graph: FactorGraph,
  { conditionals, standardised = [] }: PlannedBlock,
): boolean {
  return standardised.some((plate) =>
    conditionals.some(({ variable }) => scales(graph, variable, plate.variable)),
  );
}

/** With the form that its proximal drift is of. */
function proximable(conditional: Conditional): Conditional {
  const form = asProximable(conditional);
  if ('because' in form) throw new InvariantError(form.because);
  return { ...conditional, form };
}

interface EllipticalPart {
  readonly members: readonly Conditional[];
  readonly ellipse: Ellipse;
}

/** All together where their priors make one normal, else each by itself. */
function ellipses(graph: FactorGraph, members: readonly Conditional[]): EllipticalPart[] {
  const priors = graph.factors.filter(
    ({ kind, target }) =>
      kind === 'prior' && members.some(({ variable }) => variable.name === target),
  );
  const inputs = members.map(({ variable }) => variable.input);
  const form = collectQuadratic(
    priors.map(({ logDensity }) => logDensity),
    inputs,
  );
  if (form.kind === 'refused') return members.flatMap((member) => ellipses(graph, [member]));
  return [{ members, ellipse: { factors: priors, system: gaussianSystem(form, inputs) } }];
}

/** Where the ellipse itself reads what others integrate out, the block moves given its values. */
function ellipticalBlock(
  maker: BlockMaker,
  { members, ellipse }: EllipticalPart,
  { integrated }: Moving,
): PlannedBlock {
  const out = members.flatMap((member) => readsIntegrated(member, integrated));
  const isRead = out.some(({ variables }) =>
    variables.some(({ name }) => ellipse.factors.some(({ scope }) => scope.has(name))),
  );
  const how = `${ASKED}: turned on an ellipse of the normal prior, by an angle that the rest allows`;
  return maker.block(members, 'elliptical', { how, ellipse, ...(isRead && { held: true }) });
}
