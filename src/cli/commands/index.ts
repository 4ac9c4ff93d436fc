import type { Command } from '../command.js';

/** Every command, in the order of help: the order of use. */
export const COMMANDS: readonly Command[] = [];
