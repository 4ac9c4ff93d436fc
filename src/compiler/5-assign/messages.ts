import { defineMessages } from '../../base/message.js';

/** What can stand between a conditional and a sampler, or between a plan and its first draw. */
export const planMessages = defineMessages({
  noSampler: {
    code: 'BNN0401',
    what: '{name} has no sampler: {because}',
    why: 'a discrete unknown is drawn from the probabilities of its values, which must be finitely many',
    instead: 'give it a prior with finitely many values, such as bernoulli or binomial',
  },
  unknownSampler: {
    code: 'BNN0402',
    what: 'there is no sampler called {name}',
    why: 'infer pins one of: {samplers}',
    instead: '{remedy}',
  },
  impossibleSampler: {
    code: 'BNN0403',
    what: '{variable} cannot be sampled by {sampler}',
    why: '{because}',
    instead: 'delete this line of infer, or change the factor it names',
  },
  improperConditional: {
    code: 'BNN0404',
    what: 'the conditional of {name} is improper: its natural parameters are {natural}',
    why: 'no distribution has this density, so neither has the posterior; a flat prior is the usual cause',
    instead: 'give a proper prior to {name} or to what it depends on',
  },
  twoSamplers: {
    code: 'BNN0406',
    what: 'infer asks for both {first} and {second} for {variable}',
    why: 'an unknown is moved by one sampler',
    instead: 'delete one of the two lines',
  },
  unknownSamplerOption: {
    code: 'BNN0409',
    what: '{sampler} has no option called {option}',
    why: '{sampler} takes {options}',
    instead: 'delete the option, or ask for a sampler that has it',
  },
  samplerOptionValue: {
    code: 'BNN0410',
    what: '{option} cannot be {value}',
    why: 'it is {allowed}',
    instead: 'write as in nuts(metric = dense) or hmc(steps = 50)',
  },
  noStart: {
    code: 'BNN0405',
    what: '{factor} is {value} at every one of {tries} random starts',
    why: 'a chain needs a point where the density is positive and its gradient finite; at the last start {values}',
    instead: '{remedy}',
  },
  improperPrior: {
    code: 'BNN0408',
    what: '{name} cannot be drawn from its prior: {prior} is improper',
    why: 'a density that has no total gives no draws; together with data it may still give a posterior',
    instead: "give it a proper prior here: --prior '{name} ~ ...'",
  },
  changedPlan: {
    code: 'BNN0407',
    what: 'the plan is not the one locked in `{path}`',
    why: 'bnn {locked} locked it, and with bnn {now} {changes}',
    instead:
      'add --accept-plan to `bnn sample` to go on with the plan of now, or lock that with `bnn plan --write-lock`',
  },
});
