import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { referencePages } from '../../scripts/reference.js';
import { STANDARD_MODULE, standardModule } from '../../scripts/standard-library.js';

const pages = await referencePages();

it.each([...pages.keys()])('%s is what the source says (else: npm run docs)', (path) => {
  expect(existsSync(path) ? readFileSync(path, 'utf8') : '').toBe(pages.get(path));
});

it('the module of the standard library is what its .bnn files say (else: npm run docs)', async () => {
  expect(readFileSync(STANDARD_MODULE, 'utf8')).toBe(await standardModule());
});

it('no code is used twice', () => {
  const codes = pages.get('docs/reference/errors.md')!.match(/^## BNN\d{4}$/gm) ?? [];
  expect(codes.length).toBeGreaterThan(50);
  expect(new Set(codes).size).toBe(codes.length);
});
