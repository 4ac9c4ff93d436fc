import type { Command } from '../command.js';
import { check } from './check.js';
import { plan } from './plan.js';

/** Every command, in the order of help: the order of use. */
export const COMMANDS: readonly Command[] = [check, plan];
