import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { format } from '../../src/index.js';

const FOLDER = 'src/library/standard';

it.each(readdirSync(FOLDER))('%s is laid out as bnn fmt does', async (name) => {
  const text = readFileSync(`${FOLDER}/${name}`, 'utf8');
  const { text: laidOut } = await format({ model: { name, text }, write: false });
  expect(laidOut).toBe(text);
});
