import { expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.js';
import { bnn } from './terminal.js';

it.each(['', ...COMMANDS.map(({ name }) => name)])('help of bnn %s', async (name) => {
  const ran = await bnn([...name.split(' ').filter((word) => word !== ''), '--help']);
  expect(ran).toMatchObject({ status: 0, stderr: '' });
  await expect(ran.stdout).toMatchFileSnapshot(`help/${name === '' ? 'bnn' : name}.txt`);
});
