import { defineMessages } from '../../base/message.js';

/** What can be wrong with a text before it means anything. */
export const parseMessages = defineMessages({
  strayCharacter: {
    code: 'BNN0101',
    what: "the character '{character}' has no meaning here",
    why: 'a program is made of names, numbers, operators and brackets',
    instead: 'delete it, or put it in a comment: // ...',
  },
  openComment: {
    code: 'BNN0102',
    what: 'this comment is never closed',
    why: 'everything after /* is ignored up to */',
    instead: 'write */ where the comment ends',
  },
  foreignAssignment: {
    code: 'BNN0103',
    what: "'{sign}' is not an operator of this language",
    why: 'a quantity is declared once: with = if it follows from others, with ~ if it is unknown',
    instead: 'write = or ~; a likelihood is observe y ~ ...',
  },
  semicolon: {
    code: 'BNN0104',
    what: 'a statement does not end in a semicolon',
    why: 'statements simply follow one another; a semicolon only parts a template from its parameters',
    instead: 'delete the semicolon',
  },
  loop: {
    code: 'BNN0105',
    what: 'there are no loops',
    why: 'a declaration holds for a whole array, and indexing gathers',
    instead: 'write theta[J] ~ normal(mu, tau), or alpha[county] for one value a row',
  },
  unclosed: {
    code: 'BNN0106',
    what: "this '{bracket}' is never closed",
    why: 'every bracket needs its partner',
    instead: "write '{partner}' where it ends",
  },
  unopened: {
    code: 'BNN0107',
    what: "this '{bracket}' closes nothing",
    why: 'every bracket needs its partner',
    instead: "delete it, or write '{partner}' where it should begin",
  },
  unexpected: {
    code: 'BNN0108',
    what: "'{found}' cannot stand here",
    why: 'in {part}, {expected} was expected',
    instead: '{remedy}',
  },
  endOfText: {
    code: 'BNN0109',
    what: 'the text ends in the middle of {part}',
    why: '{expected} was expected',
    instead: 'finish the statement, or delete it',
  },
  openString: {
    code: 'BNN0110',
    what: 'this path is never closed',
    why: 'a path stands between two quotation marks on one line',
    instead: 'write the closing "',
  },
  tooDeep: {
    code: 'BNN0111',
    what: 'this is nested too deeply',
    why: 'brackets in brackets, or names that stand for names, go on for thousands of levels',
    instead: 'give parts of it names of their own, and declare what is used before what uses it',
  },
});
