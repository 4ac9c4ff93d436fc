import { BACKENDS, PRECISIONS } from '../../backend/settings.js';
import { SAMPLE_DEFAULTS } from '../../index.js';
import { LIMITS } from '../limits.js';
import { number, optionalChoice, optionalNumber, text, toggle } from '../option.js';

const { chains, warmup, draws, adaptDelta, maxTreedepth } = SAMPLE_DEFAULTS;

/** How much is computed, and by what: of every command that samples a posterior. */
export const samplerOptions = {
  chains: number(LIMITS.chains, 'chains', chains),
  warmup: number(LIMITS.warmup, 'warm-up iterations a chain, not kept', warmup),
  draws: number(LIMITS.draws, 'draws kept a chain', draws),
  seed: { ...text('--seed', '<text>', 'seed of all randomness'), fallback: 'drawn and printed' },
  adaptDelta: number(LIMITS.adaptDelta, 'acceptance rate that step sizes aim at', adaptDelta),
  maxTreedepth: number(LIMITS.maxTreedepth, 'greatest depth of a NUTS tree', maxTreedepth),
  workers: optionalNumber(LIMITS.workers, 'threads at work at once', 'one a chain or core'),
  backend: optionalChoice(
    '--backend',
    BACKENDS,
    'what runs the model; native needs a C compiler',
    'wasm',
  ),
  precision: optionalChoice(
    '--precision',
    PRECISIONS,
    'of rows and units of a network; mixed has f32 slopes and f64 densities',
    'mixed',
  ),
  reproducible: toggle('--reproducible', 'the same bits on every machine, a little slower'),
};
