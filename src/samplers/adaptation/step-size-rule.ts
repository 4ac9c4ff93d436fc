/** How warm-up comes to a step size. Its tuning is plain JSON and restores the same bits. */
export interface StepSizeRule {
  /** For the next trajectory. */
  readonly stepSize: number;
  /** What warm-up would end with. */
  readonly steady: number;
  learn(acceptStat: number): void;
  /** Begins again about a step size. */
  restart(stepSize: number): void;
  tuning(): unknown;
  restore(tuning: unknown): void;
}
