/**
 * Run by the bench in a process of its own: the gradient of one grown model, as JSON.
 *
 *   node measure-growth.js series size seconds backend precision
 */
import { contestants } from './backends.js';
import { grownGradient, LARGE, SERIES } from './growth.js';

const [series = '', size = '', seconds = '', backend, precision] = process.argv.slice(2);
const model = [...SERIES, ...LARGE].find(({ name }) => name === series)!.model(Number(size));
const contestant = contestants(backend, precision)[0]!;
process.stdout.write(JSON.stringify(grownGradient(model, contestant.backend, Number(seconds))));
