import { strategies } from '../src/compiler/5-assign/strategies.js';
import { METRICS } from '../src/samplers/metric/metric.js';

/** The page of samplers: what `infer` may ask for, and in which words. */
export function samplersPage(): string {
  return [
    '# Samplers',
    '',
    'The compiler chooses a sampler for every unknown and says why in `bnn plan`. A model may ask for another:',
    '',
    '```',
    'infer {',
    '  f.hidden.* using nuts(metric = low_rank)',
    '  tau using slice',
    '}',
    '```',
    '',
    'A request is a requirement: it is met, or it is an error that names the factor in its way. Unknowns that ask for the same move',
    'together, and those that ask for nothing move along where that suits them. Without the `infer` block the posterior is the same.',
    '',
    '| Sampler | | Options |',
    '| --- | --- | --- |',
    ...strategies.map(
      ({ name, doc, options = [] }) =>
        `| \`${name}\` | ${doc} | ${options.map((option) => `\`${option}\``).join(', ')} |`,
    ),
    '',
    `\`metric\` is one of ${METRICS.map((name) => `\`${name}\``).join(', ')}; it is learned in warm-up. \`steps\` is the number of leapfrog steps of a trajectory.`,
    '',
    'A plan with `nuts or hmc` leaves to warm-up how far trajectories go: until they turn, or by a fixed length, whichever gives more',
    'effective draws for the cost there. `bnn summary` says what each chain chose, and by which figures.',
    '',
    'Steps along a gradient follow the scales that a block is given, positive unknowns that others move, by powers that warm-up learns.',
    'Of trajectories of a fixed length only the ends are judged: rows and units of a network are there of double precision, and of single',
    'precision in the slopes between, which is twice as fast and changes nothing of what is sampled. `--precision f64` has double precision',
    'throughout; where data need more digits than single precision has, warm-up goes over to that by itself.',
    '',
  ].join('\n');
}
