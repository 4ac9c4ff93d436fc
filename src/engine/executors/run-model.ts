import type { SharedData } from '../../backend/backend.js';
import type { CompiledModel } from '../../compiler/6-build/compiled.js';
import { ChainSession } from '../chain-session.js';
import { loadFactory, type FactoryAddress } from '../model-factory.js';
import { ChainFiles } from '../run-store/chain-files.js';
import type { Manifest } from '../run-store/manifest.js';
import { readInputs, readManifest } from '../run-store/read-manifest.js';
import type { RunOutcome } from '../specification.js';
import { sweeps, type SweepHooks } from '../sweeps.js';

/** A run's model compiled from what its directory holds, as every worker does for itself. */
export interface RunModel {
  readonly directory: string;
  readonly manifest: Manifest;
  readonly model: CompiledModel;
}

export async function loadRunModel(
  directory: string,
  factory: FactoryAddress,
  shared: SharedData | undefined,
): Promise<RunModel> {
  const { compile } = await loadFactory(factory);
  const manifest = readManifest(directory);
  const { source, dataset } = readInputs(directory, manifest);
  return { directory, manifest, model: compile(source, dataset, { ...manifest.settings, shared }) };
}

/** Runs one chain from its last checkpoint, a sweep at a time. */
export function* runChain(
  { directory, manifest, model }: RunModel,
  chain: number,
  hooks: SweepHooks,
): Generator<undefined, RunOutcome, undefined> {
  const files = new ChainFiles(directory, chain, manifest.state);
  try {
    const own = model.createChain(manifest.settings);
    return yield* sweeps(new ChainSession(own, chain, manifest, files), hooks);
  } finally {
    files.close();
  }
}
