/**
 * Run by the bench in a process of its own: our chains on one workload, judged, as JSON.
 *
 *   node measure-ess.js workload data-folder warmup seconds backend precision
 */
import { contestants } from './backends.js';
import { JUDGED_WORKLOADS } from './judged.js';
import { ownRun } from './own-chains.js';

const [name, folder = '', warmup, seconds, backend, precision] = process.argv.slice(2);
const workload = JUDGED_WORKLOADS.find((each) => each.name === name)!;
const contestant = contestants(backend, precision)[0]!;
const effort = { warmup: Number(warmup), seconds: Number(seconds) };
process.stdout.write(JSON.stringify(ownRun(workload, contestant.settings!, folder, effort)));
