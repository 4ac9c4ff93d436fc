import type { Quantity } from '../../base/draws.js';
import type { RunSettings } from '../specification.js';

/** Raised when an older reader would misread what is written. */
export const FORMAT = 1;

/** A block of the plan, in words. */
export interface PlannedBlockText {
  readonly name: string;
  readonly sampler: string;
  readonly conditional: string;
  readonly because: string;
  readonly refusals: readonly { readonly form: string; readonly because: string }[];
}

/** A block as each chain runs it, and the statistics it writes an iteration. */
export interface BlockLayout {
  readonly name: string;
  readonly sampler: string;
  readonly dimension: number;
  readonly statistics: readonly string[];
}

/** Bytes and SHA-256 (hex) of a file that never changes. */
export interface Fingerprint {
  readonly bytes: number;
  readonly sha256: string;
}

export interface UsedFile {
  /** Name of the text that uses it. */
  readonly by: string;
  /** As written after `from`. */
  readonly path: string;
  /** The name that its diagnostics are printed under. */
  readonly name: string;
  readonly file: string;
}

/** What a run is: written once, before the first draw. */
export interface Manifest {
  readonly format: typeof FORMAT;
  readonly package: string;
  readonly node: string;
  /** ISO 8601. */
  readonly created: string;
  /** Name its diagnostics are printed under. */
  readonly model: string;
  readonly data: { readonly name: string; readonly hash: string };
  readonly settings: RunSettings;
  /** Texts that the model uses, and those use: who says `from path`, and the file beside the manifest. */
  readonly uses?: readonly UsedFile[];
  /** Files beside the manifest, by name. */
  readonly files: Readonly<Record<string, Fingerprint>>;
  /** One sentence a field: which columns it was bound to. */
  readonly bindings: readonly string[];
  readonly plan: readonly PlannedBlockText[];
  readonly quantities: readonly Quantity[];
  readonly width: number;
  /** Values of the state between sweeps. */
  readonly state: number;
  readonly blocks: readonly BlockLayout[];
}
