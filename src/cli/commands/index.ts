import type { Command } from '../command.js';
import { activations } from './activations.js';
import { check } from './check.js';
import { completionOf } from './completion.js';
import { draws } from './draws.js';
import { fmt } from './fmt.js';
import { compare } from './compare.js';
import { slots } from './slots.js';
import { lib } from './lib.js';
import { graph } from './graph.js';
import { lsp } from './lsp.js';
import { plan } from './plan.js';
import { predict } from './predict.js';
import { prior } from './prior.js';
import { resume } from './resume.js';
import { sample } from './sample.js';
import { summary } from './summary.js';

const WORK: readonly Command[] = [
  check,
  graph,
  plan,
  slots,
  prior,
  sample,
  resume,
  summary,
  predict,
  activations,
  compare,
  draws,
  fmt,
  lib,
  lsp,
];

/** Every command, in the order of help: the order of use. */
export const COMMANDS: readonly Command[] = [...WORK, completionOf(WORK)];
