import { defineMessages } from '../base/message.js';

/** What can be wrong with an earlier run that is to be a prior: BNN051x. */
export const EARLIER_RUN_MESSAGES = defineMessages({
  unknownQuantity: {
    code: 'BNN0510',
    what: 'the run in `{directory}` has no quantity {name}',
    why: 'a prior is fitted to the draws that the run has kept',
    instead: '{remedy}',
  },
  noDensity: {
    code: 'BNN0511',
    what: 'no density can be fitted to {name} of the run in `{directory}`: {problem}',
    why: 'the fit is a normal law on the unconstrained scale of the set that the quantity lies in',
    instead: 'name another quantity of that run, or write the prior out',
  },
  tooFewDraws: {
    code: 'BNN0512',
    what: 'the run in `{directory}` has {draws} draws, too few for a prior',
    why: 'a mean and a spread fitted to fewer than {least} draws say more of chance than of the posterior',
    instead: 'take a run with more draws; an interrupted one goes on with `bnn resume {directory}`',
  },
  failedRun: {
    code: 'BNN0513',
    severity: 'warning',
    what: 'the run in `{directory}`, now a prior, is not to be trusted: {problem}',
    why: 'a prior fitted to draws that are not of the posterior carries their error on',
    instead: 'see `bnn summary {directory}`, and sample that model again',
  },
  chainsDisagree: {
    code: 'BNN0514',
    severity: 'warning',
    what: 'the chains of `{directory}` disagree on {name}: R-hat reaches {rhat}',
    why: 'a normal law over chains in different places, such as those of a network whose units come in another order or sign, is far wider than any of them',
    instead: 'fit the earlier model with --chains 1, whose one arrangement can be handed on',
  },
  poorFit: {
    code: 'BNN0515',
    severity: 'warning',
    what: '{element} of the run in `{directory}` is not normal on the unconstrained scale: skewness {skewness}, excess kurtosis {kurtosis}',
    why: 'the prior has its mean and covariance, and not its shape',
    instead: 'fit both data sets in one model, if that matters',
  },
  unusedRun: {
    code: 'BNN0516',
    severity: 'warning',
    what: '--run {name}={directory} is never used',
    why: 'no from_run of the model, or of a --prior, names {name}',
    instead: 'leave it out, or write beta ~ from_run({name}, beta)',
  },
});
