import { expect, it } from 'vitest';
import { DiagnosticError } from '../../src/base/diagnostic.js';
import { readModel } from '../../src/cli/inputs.js';

it.each([
  ['no/such/model.bnn', 'BNN0609'],
  ['src', 'BNN0610'],
])('%s cannot be read: %s', (path, code) => {
  expect(() => readModel(path)).toThrow(DiagnosticError);
  expect(() => readModel(path)).toThrow(code);
});
