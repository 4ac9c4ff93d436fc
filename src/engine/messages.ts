import { defineMessages } from '../base/message.js';

/** What can be wrong with a run and its directory: BNN05xx. */
export const ENGINE_MESSAGES = defineMessages({
  directoryTaken: {
    code: 'BNN0501',
    what: '`{directory}` is taken: {reason}',
    why: 'a run makes its own directory and never writes over what is there',
    instead: 'give another directory, or continue the run there with `bnn resume {directory}`',
  },
  notARun: {
    code: 'BNN0502',
    what: '`{directory}` is not a run: {reason}',
    why: 'a run is a directory with a `manifest.json`, written by `bnn sample`',
    instead: 'give the directory that `bnn sample` printed',
  },
  newerFormat: {
    code: 'BNN0503',
    what: 'the run in `{directory}` has format {found}, and this version reads format {known}',
    why: 'it was written by bnn {writer}, which is newer',
    instead: 'read it with bnn {writer} or a later version',
  },
  damaged: {
    code: 'BNN0504',
    what: '`{file}` is damaged: {reason}',
    why: 'the files of a run are only ever appended to or replaced whole, so something else changed it',
    instead: 'restore the file from a copy, or sample again into another directory',
  },
  noDraws: {
    code: 'BNN0505',
    what: 'the run in `{directory}` has no draws yet',
    why: 'none of its chains has reached a checkpoint after warm-up: {progress}',
    instead: 'bnn resume {directory}',
  },
  locked: {
    code: 'BNN0506',
    what: 'the run in `{directory}` is at work in process {pid} on {host}',
    why: 'two processes must not write the same chains',
    instead: 'wait for it or stop it; if it is gone for certain, delete `{file}`',
  },
  changedCompiler: {
    code: 'BNN0507',
    what: 'the run in `{directory}` cannot go on: its {part} would change',
    why: 'it was begun by bnn {writer}, which compiled this model to other {part}',
    instead: 'resume it with bnn {writer}, or sample again into another directory',
  },
  chainFailed: {
    code: 'BNN0508',
    what: 'chain {chain} stopped: {reason}',
    why: 'its thread failed; what it had checkpointed is kept',
    instead: 'remove the cause, then `bnn resume {directory}`',
  },
  badSetting: {
    code: 'BNN0509',
    what: '`{setting} = {given}` is out of range',
    why: '{setting} must be {range}',
    instead: '{setting} = {example}',
  },
});
