import { defineMessages } from '../base/message.js';

/** What can be wrong with a file read or written: BNN0301 to BNN0319, and from BNN0334. */
export const EXCHANGE_MESSAGES = defineMessages({
  missingFile: {
    code: 'BNN0301',
    what: 'there is no file `{path}`',
    why: 'the data are read from it',
    instead: 'check the spelling; a path is relative to the directory you are in',
  },
  unreadable: {
    code: 'BNN0302',
    what: '`{path}` cannot be read',
    why: '{reason}',
    instead: 'check that it is a file and that you may read it',
  },
  unsupported: {
    code: 'BNN0303',
    what: '`{path}` is of a kind that cannot be read',
    why: 'the kind of a file is told by the end of its name, and {ending} is not known',
    instead: 'use one of {known}',
  },
  damagedGzip: {
    code: 'BNN0304',
    what: '`{path}` is not a whole gzip file',
    why: 'it could not be unpacked: {reason}',
    instead: 'fetch or compress it again, or drop .gz from its name if it is not compressed',
  },
  notText: {
    code: 'BNN0305',
    what: '`{path}` is not text in UTF-8',
    why: 'names and texts would be misread',
    instead: 'save it again as UTF-8',
  },
  empty: {
    code: 'BNN0306',
    what: '`{path}` is empty',
    why: 'there is nothing to read in it',
    instead: '{remedy}',
  },
  noHeader: {
    code: 'BNN0307',
    what: '`{path}` has no header',
    why: 'its first row holds only numbers ({row}), so its columns have no names to bind to',
    instead: 'put a row of column names first',
  },
  unnamedColumn: {
    code: 'BNN0308',
    what: 'column {column} has no name',
    why: 'every column of a table must be named in its first row',
    instead:
      'name it, or remove it; an unnamed first column is often a row number written by another tool',
  },
  duplicateName: {
    code: 'BNN0309',
    what: '`{name}` occurs twice',
    why: 'a name must mean one column or array; this one stands at {first} and at {second}',
    instead: 'rename or remove one of them',
  },
  noRows: {
    code: 'BNN0310',
    what: '`{path}` has a header and no rows',
    why: 'there are no data to learn from',
    instead: 'check that the file was written whole',
  },
  raggedRow: {
    code: 'BNN0311',
    what: 'this row has {given}, the header has {expected}',
    why: 'values would land in the wrong columns, from column {column} on',
    instead: 'add the missing cells or remove the excess ones; quote a cell that holds a comma',
  },
  malformedCsv: {
    code: 'BNN0312',
    what: 'the quotation marks do not match',
    why: '{reason}',
    instead: 'write a quotation mark inside a quoted cell twice ("")',
  },
  otherSeparator: {
    code: 'BNN0313',
    what: '`{path}` is separated by {separator}, not by commas',
    why: 'its header reads as one column: {header}',
    instead: 'save it with commas between cells and a point in decimal numbers',
  },
  malformedJson: {
    code: 'BNN0314',
    what: 'this is not JSON: {problem}',
    why: 'the file can be read up to this place only',
    instead: '{remedy}',
  },
  notAnObject: {
    code: 'BNN0315',
    what: '`{path}` holds {given} where an object is needed',
    why: 'each array of the data needs a name to bind to',
    instead: 'put the arrays between braces, each with its name: "x": [1, 2], "y": [3, 4]',
  },
  raggedArray: {
    code: 'BNN0316',
    what: '`{path}` is {given}, but `{first}` is {expected}',
    why: 'an array must have the same length everywhere along an axis',
    instead: 'make all of them {expected}',
  },
  unsupportedValue: {
    code: 'BNN0317',
    what: '`{path}` is {given}',
    why: 'data are numbers, true or false, texts, and arrays of these',
    instead: '{remedy}',
  },
  fileExists: {
    code: 'BNN0318',
    what: '`{path}` exists already',
    why: 'a file is never written over unasked',
    instead: 'choose another name, or remove the file first',
  },
  unknownQuantity: {
    code: 'BNN0319',
    what: 'no draws are called `{name}`',
    why: '{reason}',
    instead: '{remedy}',
  },
  missingDirectory: {
    code: 'BNN0334',
    what: 'there is no directory `{directory}`',
    why: '`{path}` would be written into it',
    instead: 'make it first, or choose another place',
  },
  malformedArray: {
    code: 'BNN0371',
    what: '`{path}` is not an array that can be read',
    why: '{problem}',
    instead: '{remedy}',
  },
  severalFiles: {
    code: 'BNN0372',
    what: '`{given}` are not data together',
    why: '{problem}',
    instead: 'give each array one name, as in x=images.idx.gz,y=labels.idx.gz',
  },
  notALock: {
    code: 'BNN0335',
    what: '`{path}` is not the lock of a plan',
    why: '{reason}',
    instead: 'give a file that `bnn plan --write-lock` wrote',
  },
});
