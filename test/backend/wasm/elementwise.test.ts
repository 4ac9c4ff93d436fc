import { enableRelaxedSimd } from '../../../src/backend/wasm/features.js';
import { describeAccuracy } from '../elementwise/accuracy.js';
import { describeSpecialValues } from '../elementwise/special-values.js';
import { vectorFunction } from './vector-function.js';

enableRelaxedSimd();

for (const relaxed of [true, false]) {
  const name = relaxed ? 'relaxed' : 'strict';
  describeAccuracy(name, (op, lanes, arity) => vectorFunction(op, lanes, relaxed, arity));
  describeSpecialValues(name, (op, lanes, arity) => vectorFunction(op, lanes, relaxed, arity));
}
