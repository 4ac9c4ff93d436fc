import { defineMessages } from '../../base/message.js';

/** What is allowed, and from the model alone known to be a bad idea. */
export const lintMessages = defineMessages({
  uninformed: {
    code: 'BNN0280',
    severity: 'warning',
    what: 'no data inform {name}',
    why: 'nothing observed depends on it, not even through other unknowns, so its posterior is its prior',
    instead:
      'let a likelihood depend on it, or delete it; what is only computed from draws may stand in generated',
  },
  improperPosterior: {
    code: 'BNN0281',
    severity: 'warning',
    what: 'the posterior of {name} is improper',
    why: 'its prior has no density that integrates to 1, and nothing observed depends on it',
    instead: 'give it a proper prior, or let a likelihood depend on it',
  },
  flatScale: {
    code: 'BNN0282',
    severity: 'warning',
    what: 'the scale {name} of {scaled} has a flat prior',
    why: 'a flat prior puts nearly all its mass on scales that are too large, and with few elements of {scaled} the posterior is improper',
    instead: 'write {name} ~ half_normal(1) or half_cauchy(1), on the scale of {scaled}',
  },
  fanIn: {
    code: 'BNN0283',
    severity: 'warning',
    what: 'the prior scale of {name} takes no account of its {inputs} inputs',
    why: 'the sum of that many inputs with weights of scale {scale} has scale {spread}: the wider the layer before, the wilder the function',
    instead: 'write sd = {scale} / sqrt(fan_in), or learn the scale',
  },
  activationScale: {
    code: 'BNN0284',
    severity: 'warning',
    what: '{name} and {weight} scale the same thing',
    why: '{name} multiplies all that {layer} gives, and {weight} multiplies it again: the data tell their product alone, and only priors tell them apart',
    instead: 'leave {name} out, or give it a tight prior about 1 such as lognormal(0, 0.1)',
  },
  deadUnits: {
    code: 'BNN0285',
    severity: 'warning',
    what: 'under the prior, a unit of {layer} gives anything but 0 with probability {probability} only',
    why: 'the prior of {bias} holds what enters the activation at {mean}, give or take {spread}, and below 0 it is flat: the likelihood cannot move such units',
    instead: 'centre {bias} near 0: {bias} ~ normal(0, sd = 1)',
  },
});
