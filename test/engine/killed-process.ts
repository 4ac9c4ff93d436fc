import { resume, sample } from '../../src/engine/index.js';
import { threads } from '../../src/engine/executors/threads.js';
import { column, table } from './toy-model.js';

// A process to be killed: samples into a directory, or resumes there.
const [, , work, directory, factory] = process.argv;
const environment = { factory: factory!, executor: threads };
const options = { workers: 2, checkpointEvery: 5 };
const run =
  work === 'sample'
    ? sample(
        {
          source: { name: 'toy.bnn', text: 'toy slow 2' },
          dataset: table(column('y', Float64Array.of(1, 2, 3)), column('who', ['ann', '', 'bo'])),
          priors: [],
          bindings: [],
          chains: 3,
          warmup: 20,
          draws: 40,
          seed: 'seven',
          adaptDelta: 0.8,
          maxTreedepth: 10,
          backend: { name: 'evaluator', precision: 'f64', relaxed: false },
          directory: directory!,
          ...options,
        },
        undefined,
        undefined,
        environment,
      )
    : resume(directory!, undefined, undefined, options, environment);
run.then(
  (outcome) => process.stdout.write(outcome),
  (thrown: unknown) => {
    process.stderr.write(String(thrown));
    process.exitCode = 1;
  },
);
