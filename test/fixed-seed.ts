import fc from 'fast-check';

// A run of the tests is one experiment, the same on every machine; `FC_SEED=n` makes another.
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_261_125) });
