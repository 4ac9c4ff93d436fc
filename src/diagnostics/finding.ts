/** What was found wrong, or worth knowing, about a run. */
export interface Finding {
  readonly name:
    | 'rhat'
    | 'ess'
    | 'divergences'
    | 'max_treedepth'
    | 'e_bfmi'
    | 'never_moved'
    | 'never_tuned'
    | 'not_finite'
    | 'stuck'
    | 'too_few_draws'
    | 'constant'
    | 'weights';
  /** A failure fails the run; a warning costs time or hints at trouble; a note is for reading. */
  readonly severity: 'failure' | 'warning' | 'note';
  readonly what: string;
  readonly why: string;
  readonly instead: string;
  /** Elements concerned, worst first. */
  readonly quantities: readonly string[];
}
