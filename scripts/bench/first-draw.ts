/**
 * Run by the bench in a process of its own: from a model's text to the first recorded draw. Prints the milliseconds
 * since the process began and those since the data were read, as JSON.
 *
 *   node first-draw.js workload data-file backend precision
 */
import { RandomStream } from '../../src/base/random/stream.js';
import { compile } from '../../src/compiler/compile.js';
import { readDataset } from '../../src/exchange/index.js';
import { contestants } from './backends.js';
import { benchModel } from './workloads.js';

const [workload = '', data = '', backend, precision] = process.argv.slice(2);
const dataset = readDataset(data);
const begun = performance.now();
const options = {
  priors: [],
  bindings: [],
  backend: contestants(backend, precision)[0]!.settings!,
};
const model = compile(benchModel(workload), dataset, options);
const chain = model.createChain({ warmup: 1, adaptDelta: 0.8, maxTreedepth: 10 });
// A start is a draw of every unknown with a finite density and gradient: all code has run once.
chain.initialise(new RandomStream('first draw', 1, 'start'));
chain.record(new Float64Array(model.width), new RandomStream('first draw', 1, 'generated'));
const now = performance.now();
process.stdout.write(JSON.stringify({ process: now, text: now - begun }));
