import { basename } from 'node:path';
import type { Dataset } from './base/dataset.js';
import type { Diagnostic } from './base/diagnostic.js';
import { diagnostic } from './base/message.js';
import type { SourceText } from './base/source.js';
import {
  changesOf,
  checked,
  datasetOf,
  readModel,
  type Changes,
  type DataInput,
  type ModelInput,
} from './cli/inputs.js';
import { packageVersion } from './cli/version.js';
import type { FactorGraph } from './compiler/3-factorize/graph.js';
import type { Conditional } from './compiler/4-condition/index.js';
import { planMessages } from './compiler/5-assign/messages.js';
import type { SamplingPlan } from './compiler/5-assign/plan.js';
import { compile } from './compiler/compile.js';
import { modelGraph, type ModelGraph } from './compiler/model-graph.js';
import { LOCK_FORMAT, lockedBlocks, planChanges, type PlanLock } from './compiler/plan-lock.js';
import { readPlanLock, requireNew, writePlanLock } from './exchange/index.js';

export interface LockInput {
  /** A file written by `writeLock`: the plan must still be the one in it. */
  readonly lock?: string | undefined;
}

export interface PlanInput extends ModelInput, DataInput, LockInput {
  /** A file to lock the plan in, which must not exist. */
  readonly writeLock?: string | undefined;
}

export interface PlanResult {
  readonly source: SourceText;
  /** One factor for every `~` and `observe`, for `printGraph`. */
  readonly graph: FactorGraph;
  /** The factor graph as written, with the blocks of the plan, for `dotText`. */
  readonly drawing: ModelGraph;
  /** The full conditional of every unknown, in the order of the graph, for `printConditionals`. */
  readonly conditionals: readonly Conditional[];
  /** For `explainPlan`. */
  readonly plan: SamplingPlan;
  /** One sentence a field: which columns it was bound to. */
  readonly bindings: readonly string[];
  /** Sizes of the named dimensions. */
  readonly sizes: ReadonlyMap<string, number>;
  readonly warnings: readonly Diagnostic[];
  /** Which blocks are not as the lock has them; absent where none was given or all are. */
  readonly change?: Diagnostic;
}

/** What would be sampled and how: every block's full conditional, its sampler and the reasons. */
export async function plan(input: PlanInput): Promise<PlanResult> {
  const source = readModel(input.model);
  const dataset = await datasetOf(input.data);
  if (input.writeLock !== undefined) requireNew(input.writeLock);
  const locked = input.lock === undefined ? undefined : readPlanLock(input.lock);
  const changes = changesOf(source, input);
  const { model, warnings } = checked(source, dataset, changes);
  const { graph, plan } = compile(source, dataset, changes);
  const planned = plan.blocks.flatMap((block) => block.conditionals);
  const conditionals = [...graph.variables.values()].map((unknown) =>
    planned.find(({ variable }) => variable === unknown)!,
  );
  const { bindings, sizes } = graph;
  const change = locked && changeSince(input.lock!, locked, plan);
  if (input.writeLock !== undefined) {
    writePlanLock(input.writeLock, {
      lock: LOCK_FORMAT,
      package: packageVersion(),
      model: basename(source.name),
      blocks: lockedBlocks(plan),
    });
  }
  const drawing = modelGraph(model, sizes, plan);
  const found = { source, graph, drawing, conditionals, plan, bindings, sizes, warnings };
  return { ...found, ...(change && { change }) };
}

/** How the plan of now differs from the one that a run is held to, if it is held to one. */
export function planChangeFrom(
  source: SourceText,
  dataset: Dataset,
  changes: Changes,
  { lock }: LockInput,
): Diagnostic | undefined {
  if (lock === undefined) return undefined;
  const locked = readPlanLock(lock);
  checked(source, dataset, changes);
  return changeSince(lock, locked, compile(source, dataset, changes).plan);
}

function changeSince(path: string, locked: PlanLock, plan: SamplingPlan): Diagnostic | undefined {
  const changes = planChanges(locked.blocks, lockedBlocks(plan));
  if (changes.length === 0) return undefined;
  const versions = { locked: locked.package, now: packageVersion() };
  return diagnostic(planMessages.changedPlan, { path, ...versions, changes: changes.join('; ') });
}
