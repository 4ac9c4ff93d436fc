import { defineMessages } from '../../base/message.js';

/** What can be wrong with a prior that is an earlier run. */
export const fromRunMessages = defineMessages({
  arguments: {
    code: 'BNN0260',
    what: 'from_run cannot be called so: {problem}',
    why: 'it takes an earlier run and a quantity of that run, and makes a prior of its draws',
    instead: 'write from_run(pilot, beta), and --run pilot=runs/a on the command line',
  },
  misplaced: {
    code: 'BNN0261',
    what: 'from_run cannot stand here',
    why: 'it is made for one quantity with the shape that the earlier run has, so it stands alone after the ~ of a declaration',
    instead: 'write beta ~ from_run(pilot, beta), and use beta here',
  },
  pathInModel: {
    code: 'BNN0262',
    what: 'the model names the directory "{path}"',
    why: 'a model file says what is believed and no file paths, so that it means the same on every machine',
    instead: 'write from_run({name}, {quantity}) here, and --run {name}={path} on the command line',
  },
  unboundRun: {
    code: 'BNN0263',
    what: 'no run is called {run}',
    why: 'the command line says which directory a name stands for',
    instead: 'add --run {run}=DIR, with the directory of the earlier run',
  },
  shape: {
    code: 'BNN0264',
    what: '{name} is {declared}, and {quantity} of the earlier run has shape {shape}',
    why: 'each element takes the prior of the element in its place, so both need one shape',
    instead: 'name a quantity of that run with the shape of {name}, or declare {name} otherwise',
  },
  support: {
    code: 'BNN0265',
    what: '{name} lies in another set than {quantity} of the earlier run: {declared}, and not {fitted}',
    why: 'the prior is fitted on the unconstrained scale of its own set, and would let {name} leave the set that the model gives it',
    instead: 'name a quantity of that run that is {declared}, or give {name} another prior',
  },
  strayText: {
    code: 'BNN0266',
    what: 'the text "{text}" cannot stand here',
    why: 'a text is the path of a run, and only from_run takes one',
    instead: 'write a number or a name',
  },
});
