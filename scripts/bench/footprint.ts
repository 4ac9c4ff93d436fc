/**
 * Run by the bench in a process of its own: samples a short run of 4 chains on worker threads, then prints the greatest
 * resident set the process ever had, in MiB.
 *
 *   node footprint.js workload data-file run-directory
 */
import { sample } from '../../src/index.js';
import { benchModel } from './workloads.js';

const [workload = '', data = '', directory = ''] = process.argv.slice(2);
const size = { chains: 4, warmup: 20, draws: 20, maxTreedepth: 6 };
await sample({ model: benchModel(workload), data, directory, seed: 'footprint', ...size });
// `maxRSS` counts kilobytes.
process.stdout.write(JSON.stringify(process.resourceUsage().maxRSS / 1024));
