import { defineMessages } from '../../base/message.js';

/** What can go wrong where data meet a model. */
export const bindingMessages = defineMessages({
  missingColumn: {
    code: 'BNN0320',
    what: 'the data have nothing called {name}',
    why: 'the model declares {name} as data, and a field binds to the column of its name; the data have: {columns}',
    instead: '{remedy}',
  },
  badBinding: {
    code: 'BNN0321',
    what: '--bind {text} cannot be used: {problem}',
    why: 'a binding gives a data field the columns it is read from',
    instead: "write --bind y=medv, --bind 'x=a,b,c' or --bind 'x=first..last'",
  },
  textCell: {
    code: 'BNN0322',
    what: "'{cell}' is not a number",
    why: '{name} is declared {type}, which needs numbers in every cell',
    instead: 'correct the cell, or declare {name} as index or class if it holds names',
  },
  missingCell: {
    code: 'BNN0323',
    what: 'a cell of {name} is empty',
    why: 'every element of a data field needs a value',
    instead:
      'fill the cell, drop its row, or, to treat it as unknown in a fit, say so at the end of its declaration: x: real[n] missing',
  },
  outsideType: {
    code: 'BNN0324',
    what: '{value} is not {type}',
    why: '{name} is declared {type}, which holds {range}',
    instead: 'correct the cell, or declare {name} with another type',
  },
  unseenLevel: {
    code: 'BNN0325',
    what: "'{value}' was not among the levels of {name} when the model was fitted",
    why: 'nothing was learned about it; the known levels are: {known}',
    instead: 'drop the row, or fit the model to data that have this level',
  },
  sizeConflict: {
    code: 'BNN0326',
    what: 'the dimension {dimension} is {first} in {firstField} and {second} in {secondField}',
    why: 'a named dimension has one size everywhere',
    instead: 'give the fields data of the same size, or different dimension names',
  },
  wrongRank: {
    code: 'BNN0327',
    what: '{name} is declared {declared}, and the data hold {found}',
    why: 'the axes of the data must be those of the declaration',
    instead: 'declare {name} with the axes that the data have',
  },
  noColumnsLeft: {
    code: 'BNN0328',
    what: 'no numeric column is left for {name}',
    why: 'a matrix takes every numeric column that no other field binds',
    instead: "name its columns: --bind '{name}=first..last'",
  },
  indexOutside: {
    code: 'BNN0329',
    what: 'the index {position} lies outside {name}, whose axis has {size}',
    why: 'places are counted from 1 to the size that the data give',
    instead: 'use a place from 1 to {size}',
  },
  wrongColumnCount: {
    code: 'BNN0330',
    what: '{name} needs {expected} columns, and {found} are bound to it',
    why: 'its last dimension is declared {expected}',
    instead: "name its columns: --bind '{name}=first..last'",
  },
  perRowUnknown: {
    code: 'BNN0331',
    what: '{name} has {fitted} in the run and would have {here} here',
    why: 'its size comes from the data the run was fitted to, so it has no value for other rows',
    instead:
      'predict for data with the same {name}, or use a model whose unknowns do not grow with the rows, or one normal vector over them, such as a Gaussian process: {name}[n] ~ multi_normal(0, cov = gp_exp_quad(x, 1, 1, 1e-6))',
  },
  wrongLevelCount: {
    code: 'BNN0333',
    what: '{name} is declared to have {expected} levels, and the data have {found}',
    why: 'the levels of a table are the different cells of its column',
    instead: 'declare {name} of {found}, or of a named dimension, which is as long as the data say',
  },
  missingFitted: {
    code: 'BNN0337',
    what: 'the new data have nothing called {column}',
    why: '{name} was read from it when the model was fitted; the new data have: {columns}',
    instead: '{remedy}',
  },
  tooFarApart: {
    code: 'BNN0336',
    what: '{columns} cannot be standardized',
    why: 'the mean or the standard deviation is larger than any number: the values reach {largest}',
    instead: 'correct the cells, or give {name} in another unit',
  },
  notAPlace: {
    code: 'BNN0332',
    what: '{value} is not a level of {name}',
    why: 'levels written as numbers in JSON are places, counted from 1; {name} has {count}',
    instead: 'count from 1, or write the levels as texts',
  },
  sharesDoNotAdd: {
    code: 'BNN0338',
    what: 'the shares of {name} in {place} add up to {sum}',
    why: '{name} is declared simplex: along its last axis the values are shares of a whole, with the sum 1',
    instead: 'divide them by their sum, or declare {name} as unit',
  },
  layerTooSmall: {
    code: 'BNN0370',
    what: '{problem}',
    why: 'these are the sizes of the data that were given',
    instead: 'give larger images, or a smaller window in this {layer} layer',
  },
  missingSelf: {
    code: 'BNN0351',
    what: 'cells of {name} are missing, and their distribution cannot be told apart from the others: {problem}',
    why: 'each missing cell needs a distribution of its own, given what is not missing and the other unknowns',
    instead: 'fill the cells, or drop their rows',
  },
  missingLevel: {
    code: 'BNN0353',
    what: 'cells of {name} are missing, and {distribution} does not give its {count} levels a chance each',
    why: 'a missing cell is drawn from the chances of the levels, and has to be one of them',
    instead:
      'write observe {name} ~ categorical(probs = theta), theta with an element for each level',
  },
  noRoom: {
    code: 'BNN0354',
    what: 'no {name} is possible: it would have to be above {lower} and below {upper}',
    why: 'in {factor} it bounds the data, which must lie inside, and its prior, with its other bounds, has it from {prior}',
    instead:
      'give {name} a prior that reaches the data, or bounds further apart, or check the units of the data',
  },
  fittedShape: {
    code: 'BNN0352',
    what: 'the earlier run has {fitted} here, and with these data {declared} is {here}',
    why: 'each element takes the prior of the element in its place, so both need one shape',
    instead: 'use data with the same columns, or give this quantity another prior',
  },
  parameters: {
    code: 'BNN0350',
    what: 'the parameters of {name} do not fit: {problem}',
    why: 'this shows only with the data, which say how long each array is and what of it is known',
    instead: 'change the parameters, or the data they are read from',
  },
});
