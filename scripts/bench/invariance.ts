import { RandomStream } from '../../src/base/random/stream.js';
import type { CompiledModel } from '../../src/compiler/6-build/compiled.js';
import { contestantName, type Contestant } from './backends.js';
import { announce, chosen, type EssTask } from './ess.js';
import { planted, STARTED, type Fault, type Started } from './faults.js';
import { JUDGED_WORKLOADS, type JudgedWorkload, type Took } from './judged.js';
import { compiled, ownStates, stateNames, stateReader, type State } from './own-states.js';
import { pairedTests, type PairedTests } from './paired-ranks.js';
import { isInstalled, PEERS, sweptBy, type Peer } from './peers.js';
import { benchModel } from './workloads.js';

export interface InvarianceTask extends EssTask {
  /** Of the peer; those of the workload where there is none. */
  readonly sweeps?: number;
  /** Planted ones to be found, or all: draws are those of the workload itself where there is none. */
  readonly faults?: readonly string[];
}

/** A peer's sweeps from our states, which leave their law alone if it is the peer's posterior. */
export interface InvarianceRow {
  readonly workload: string;
  readonly ours: string;
  readonly peer: string;
  /** In the program that the states are draws of. */
  readonly fault?: string;
  /** Why there are no figures. */
  readonly missing?: string;
  readonly states?: number;
  readonly sweeps?: number;
  readonly took?: Took;
  readonly tests?: PairedTests;
}

/** What states of one workload are read with: the program without a fault. */
interface Setting {
  readonly started: Started;
  readonly workload: JudgedWorkload;
  readonly contestant: Contestant;
  readonly task: InvarianceTask;
  readonly right: CompiledModel;
}

export function invarianceTable(task: InvarianceTask): InvarianceRow[] {
  const names = task.workloads ?? STARTED.map(({ workload }) => workload);
  const known = STARTED.map((started) => ({ ...started, name: started.workload }));
  const peers = chosen(PEERS, task.peers, 'peer').filter(
    ({ sweeps }) => task.peers !== undefined || sweeps !== undefined,
  );
  return chosen(known, names, 'workload').flatMap((started) =>
    task.contestants.flatMap((contestant) => rowsOf(started, contestant, peers, task)),
  );
}

function rowsOf(
  started: Started,
  contestant: Contestant,
  peers: readonly Peer[],
  task: InvarianceTask,
): InvarianceRow[] {
  const given = JUDGED_WORKLOADS.find(({ name }) => name === started.workload)!;
  const workload = { ...given, warmup: task.warmup ?? given.warmup };
  const right = compiled(benchModel(given.name), given, task.folder, contestant.settings);
  const setting = { started, workload, contestant, task, right };
  return faultsOf(started, task).flatMap((fault) => {
    announce(workload, `${contestantName(contestant)}${fault ? `, ${fault.name}` : ''}`);
    const states = startsFrom(setting, fault);
    return peers.map((peer) => {
      announce(workload, peer.name);
      return rowOf(setting, peer, states, fault);
    });
  });
}

/** Those of the workload that are asked for, or none of them; throws where nobody's are. */
function faultsOf({ faults }: Started, { faults: asked }: InvarianceTask): (Fault | undefined)[] {
  if (asked === undefined) return [undefined];
  if (asked.includes('all')) return [...faults];
  const all = STARTED.flatMap((started) => started.faults);
  const wanted = chosen(all, asked, 'fault');
  return faults.filter((fault) => wanted.some(({ name }) => name === fault.name));
}

function startsFrom(
  { started, workload, contestant, task, right }: Setting,
  fault?: Fault,
): State[] {
  const source = benchModel(workload.name);
  const model =
    fault === undefined
      ? right
      : compiled(planted(source, fault), workload, task.folder, contestant.settings);
  const { warmup } = workload;
  return ownStates(model, { warmup, states: task.draws ?? started.states, thin: started.thin });
}

function rowOf(
  { started, workload, contestant, task, right }: Setting,
  peer: Peer,
  states: readonly State[],
  fault?: Fault,
): InvarianceRow {
  const who = { workload: workload.name, ours: contestantName(contestant), peer: peer.name };
  const row = { ...who, ...(fault && { fault: fault.name }) };
  if (!isInstalled(peer)) return { ...row, missing: 'not installed' };
  const sweeps = task.sweeps ?? started.sweeps;
  const starts = { names: stateNames(right, started.peerNames), rows: states };
  const swept = sweptBy(peer, workload.name, task.folder, starts, sweeps);
  if (typeof swept === 'string') return { ...row, missing: swept };
  const reader = stateReader(workload, right, task.folder, contestant);
  const readings = (all: readonly State[]) =>
    all.map((state) => {
      const into = new Float64Array(reader.names.length);
      reader.read(state, into);
      return into;
    });
  const stream = new RandomStream('bench', 'swaps');
  const tests = pairedTests(reader.names, readings(states), readings(swept.rows), stream);
  return { ...row, states: states.length, sweeps, took: swept.took, tests };
}
