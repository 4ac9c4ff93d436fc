/**
 * Run by the bench in a process of its own: one row of the gradient table, as JSON.
 *
 *   node measure-gradient.js workload data-folder seconds backend precision
 */
import { contestants } from './backends.js';
import { gradientRow } from './gradient.js';
import { GRADIENT_WORKLOADS } from './workloads.js';

const [name = '', folder = '', seconds = '', backend, precision] = process.argv.slice(2);
const workload = GRADIENT_WORKLOADS.find((each) => each.name === name)!;
const contestant = contestants(backend, precision)[0]!;
const row = gradientRow(workload, contestant, folder, Number(seconds));
process.stdout.write(JSON.stringify(row));
