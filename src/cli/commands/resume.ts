import { openRun, resume as resumeRun } from '../../index.js';
import { defineCommand } from '../command.js';
import { LIMITS } from '../limits.js';
import { optionalNumber } from '../option.js';
import { RUN } from './model-options.js';
import { runSession, sessionOutcome } from './session.js';

export const resume = defineCommand({
  name: 'resume',
  summary: 'go on with an interrupted run',
  detail:
    'Continues every chain from its last checkpoint to the same draws, to the bit, as if it had never ' +
    'stopped. A run that is complete is only summarised.',
  operand: RUN,
  options: {
    workers: optionalNumber(LIMITS.workers, 'threads at work at once', 'one a chain or core'),
  },
  examples: [{ line: 'bnn resume model.run', doc: 'after Ctrl-C, or a power cut' }],
  run: async (directory, { workers }, context) => {
    const { settings } = openRun(directory).manifest;
    const announcement = `going on with ${directory}`;
    const result = await runSession({ ...settings, announcement }, context, (session) =>
      resumeRun(directory, { workers, ...session }),
    );
    return sessionOutcome(result, context);
  },
});
