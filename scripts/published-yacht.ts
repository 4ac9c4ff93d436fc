/** Figures of others on the UCI yacht set, as their sources print them. */
interface Published {
  readonly method: string;
  readonly rmse: string;
  readonly lpd: string;
  readonly source: string;
}

const ENSEMBLES = 'Lakshminarayanan, Pritzel and Blundell 2017, table 1';
const RERUN = 'readme of the code of Gal and Ghahramani, 2018 re-run';
const FLOW = 'in a paper on Hamiltonian measure preserving flows, table 3';

/** Test RMSE and mean log predictive density over all 20 standard splits, +- what the source states. */
export const PUBLISHED_YACHT: readonly Published[] = [
  {
    ...{ method: 'PBP', rmse: '1.02 +- 0.05 (se)', lpd: '-1.63 +- 0.02 (se)' },
    source: `Hernandez-Lobato and Adams 2015, in ${ENSEMBLES}`,
  },
  {
    ...{ method: 'MC dropout', rmse: '1.11 +- 0.38 (sd)', lpd: '-1.55 +- 0.12 (sd)' },
    source: `Gal and Ghahramani 2016, in ${ENSEMBLES}; tuned on test rows`,
  },
  {
    ...{ method: 'MC dropout, one tuning', rmse: '0.70 +- 0.05 (se)', lpd: '-1.38 +- 0.01 (se)' },
    source: RERUN,
  },
  {
    ...{ method: 'MC dropout, tuned a split', rmse: '0.67 +- 0.05 (se)' },
    ...{ lpd: '-1.25 +- 0.01 (se)', source: RERUN },
  },
  {
    ...{ method: 'deep ensemble of 5', rmse: '1.58 +- 0.48 (sd)', lpd: '-1.18 +- 0.21 (sd)' },
    source: ENSEMBLES,
  },
  {
    ...{ method: 'SGHMC, tuned a set', rmse: '', lpd: '-1.75 +- 0.19' },
    source: `Springenberg et al. 2016, ${FLOW}`,
  },
  {
    ...{ method: 'SGHMC, scale-adapted', rmse: '', lpd: '-1.11 +- 0.08' },
    source: `Springenberg et al. 2016, ${FLOW}`,
  },
  { ...{ method: 'HMC-based flow', rmse: '', lpd: '-0.47 +- 0.06' }, source: FLOW.slice(3) },
];
