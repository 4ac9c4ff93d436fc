#!/usr/bin/env node
import { processIo } from './io.js';
import { main } from './run.js';

// The status is set rather than the process ended, so that what stdout still holds is written.
process.exitCode = await main(process.argv.slice(2), processIo());
