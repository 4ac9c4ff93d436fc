/**
 * Run by the bench in a process of its own: a model of so many lines, checked once. Prints the CPU milliseconds, as JSON.
 *
 *   node first-check.js lines
 */
import { check } from '../../src/compiler/compile.js';
import { longText } from './long-text.js';
import { cpuSeconds } from './timing.js';

const text = longText(Number(process.argv[2]));
const begun = cpuSeconds();
const { diagnostics } = check({ name: 'long.bnn', text }, undefined, { priors: [], bindings: [] });
if (diagnostics.length > 0)
  throw new Error(`the model is not well formed: ${diagnostics[0]!.what}`);
process.stdout.write(JSON.stringify((cpuSeconds() - begun) * 1000));
