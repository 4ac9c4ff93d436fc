import { expect, it } from 'vitest';
import { condition } from '../../../src/compiler/4-condition/index.js';
import { checkAgainstJoint } from './against-joint.js';
import { compileText, type Arrays } from './program.js';

/** A model, and the family of the full conditional of some of its unknowns. */
export interface ClosedForms {
  readonly title: string;
  readonly text: string;
  readonly data: Arrays;
  readonly families: Readonly<Record<string, string>>;
}

/** Tests that the families are found, and that the conditionals change as the joint does. */
export function testClosedForms({ text, data, families }: ClosedForms): void {
  const model = compileText(text, data);
  it.each(Object.entries(families))('%s is %s', (name, family) => {
    const found = condition(model.graph).find((c) => c.variable.name === name)!;
    expect(found.refusals).toEqual([]);
    expect(found.form.kind === 'exponential' && found.form.family.name).toBe(family);
    for (let seed = 0; seed < 10; seed++) checkAgainstJoint(model, name, seed);
  });
}
