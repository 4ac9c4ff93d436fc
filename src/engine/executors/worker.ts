import { parentPort, workerData } from 'node:worker_threads';
import { InvariantError } from '../../base/diagnostic.js';
import { throttled } from '../progress.js';
import type { RunOutcome } from '../specification.js';
import { chainFailure } from './failure.js';
import type { Order, Report, WorkerStart } from './protocol.js';
import { loadRunModel, runChain, type RunModel } from './run-model.js';

// The entry of a worker thread: it compiles the run's model once, then runs one chain after another.
const start = workerData as WorkerStart;
const stop = new Int32Array(start.stop);
const port = parentPort;
if (port === null) throw new InvariantError('this module is the entry of a worker thread');

const report = (message: Report) => {
  port.postMessage(message);
};
let model: RunModel | undefined;

async function run(chain: number): Promise<void> {
  try {
    model ??= await loadRunModel(start.directory, start.factory, start.shared);
    report({ kind: 'ended', outcome: drain(model, chain) });
  } catch (thrown) {
    report({ kind: 'failed', diagnostics: chainFailure(thrown, chain, start.directory) });
  }
}

function drain(loaded: RunModel, chain: number): RunOutcome {
  const listener = throttled((event) => {
    report({ kind: 'progress', event });
  });
  const stopped = () => Atomics.load(stop, 0) !== 0;
  const chainRun = runChain(loaded, chain, { cadence: start.cadence, stopped, listener });
  for (;;) {
    const { done, value } = chainRun.next();
    if (done) return value;
  }
}

port.on('message', (order: Order) => {
  if (order.kind === 'end') port.close();
  else void run(order.chain);
});
void run(start.first);
