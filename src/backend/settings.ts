import { DiagnosticError, type Diagnostic } from '../base/diagnostic.js';
import { diagnostic } from '../base/message.js';
import type { Backend, SharedData } from './backend.js';
import { createEvaluator } from './evaluator/index.js';
import { BACKEND_MESSAGES } from './messages.js';
import type { ElementType } from './schedule/schedule.js';
import { createNativeBackend } from './native/backend.js';
import { createWasmBackend } from './wasm/backend.js';
import { enableRelaxedSimd, type WasmFeatures } from './wasm/features.js';
import { bulkFills } from './wasm/random/bulk-fills.js';
import { v8Pairing } from './wasm/wide-vectors.js';
import { webAssembly } from './wasm/web-assembly.js';

export const BACKENDS = ['wasm', 'native', 'evaluator'] as const;
/** `mixed`: f64, and f32 for the slopes that trajectories of a fixed length follow between f64 densities. */
export const PRECISIONS = ['mixed', 'f64', 'f32'] as const;
export type Precision = (typeof PRECISIONS)[number];

/** What is asked for. */
export interface BackendRequest {
  /** By default wasm where the engine has SIMD, else the evaluator; native code only when asked for. */
  readonly backend?: (typeof BACKENDS)[number] | undefined;
  /** Of what is computed for every row and unit of a network; sums and densities are always f64. By default mixed. */
  readonly precision?: Precision | undefined;
  /** Only operations that give the same bits on every machine. */
  readonly reproducible?: boolean | undefined;
}

/** What code is made with: with the model, data and seed it settles every bit of the draws. */
export interface BackendSettings {
  readonly name: (typeof BACKENDS)[number];
  readonly precision: Precision;
  /** Multiply-add in one instruction; its rounding may differ between processors. */
  readonly relaxed: boolean;
  /**
   * Pairs of vectors joined to 256 bits. Absent: where a model is large the backend tries whether that is right and
   * faster, and says what it decided.
   */
  readonly wide?: boolean;
}

/** What this engine can do of what is asked. Throws where something asked for by name cannot be had. */
export function chooseBackend(
  { backend, precision, reproducible = false }: BackendRequest,
  { simd, relaxedSimd }: WasmFeatures = enableRelaxedSimd(),
): {
  readonly settings: BackendSettings;
  readonly warnings: readonly Diagnostic[];
} {
  if (backend === 'wasm' && !simd)
    throw new DiagnosticError([diagnostic(BACKEND_MESSAGES.noSimd, {})]);
  const name = backend ?? (simd ? 'wasm' : 'evaluator');
  const relaxed = !reproducible && (name === 'native' || (name === 'wasm' && relaxedSimd));
  const fellBack = backend === undefined && name === 'evaluator';
  return {
    // The evaluator gains nothing by single precision.
    settings: { name, precision: precision ?? (name === 'evaluator' ? 'f64' : 'mixed'), relaxed },
    warnings: fellBack ? [diagnostic(BACKEND_MESSAGES.fellBack, {})] : [],
  };
}

/** What a thread brings to its backend. */
export interface BackendContext {
  /** Data of another thread's backend. */
  readonly shared?: SharedData | undefined;
  /** Told if native code cannot be had and something else runs. Absent: that is an error. */
  readonly notify?: ((refusal: Diagnostic, reason: string) => void) | undefined;
}

/** The backend of given settings. Throws where this machine cannot keep to them. */
export function createBackend(
  settings: BackendSettings,
  context: BackendContext = {},
  features?: WasmFeatures,
): Backend {
  const { precision } = settings;
  if (precision !== 'mixed') return ofPrecision(precision, settings, context, features);
  return { ...ofPrecision('f64', settings, context, features), slopes: 'f32' };
}

function ofPrecision(
  precision: ElementType,
  settings: BackendSettings,
  { shared, notify = refuse }: BackendContext,
  features: WasmFeatures | undefined,
): Backend {
  const { name, relaxed, wide } = settings;
  if (name === 'evaluator') return createEvaluator({ tiled: precision === 'f32', precision });
  const { simd, relaxedSimd } = features ?? enableRelaxedSimd();
  if (name === 'native') {
    const fills = simd ? bulkFills(webAssembly()!) : undefined;
    const fallback = (data: SharedData) =>
      createBackend({ ...withoutNative(settings), wide: false }, { shared: data }, features);
    return createNativeBackend({
      precision,
      reproducible: !relaxed,
      fallback,
      notify,
      shared,
      fills,
    });
  }
  if (!simd) throw new DiagnosticError([diagnostic(BACKEND_MESSAGES.noSimd, {})]);
  if (relaxed && !relaxedSimd) {
    throw new DiagnosticError([diagnostic(BACKEND_MESSAGES.otherMachine, {})]);
  }
  const pairing = v8Pairing();
  return createWasmBackend({ precision, relaxed, wide: relaxed ? wide : false, pairing, shared });
}

/** What runs in place of native code. */
export function withoutNative({ precision, relaxed }: BackendSettings): BackendSettings {
  return chooseBackend({ precision, reproducible: !relaxed }).settings;
}

function refuse(_: Diagnostic, reason: string): never {
  throw new DiagnosticError([diagnostic(BACKEND_MESSAGES.noNativeHere, { reason })]);
}
