import { InvariantError, type Diagnostic } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import type { Node } from '../../expression/node.js';
import { primitiveOf } from '../../expression/primitives/index.js';
import type { Backend, Executable } from '../backend.js';
import { buildSchedule } from '../schedule/build-schedule.js';
import type { ElementType, Kernel } from '../schedule/schedule.js';
import { NativeMemory } from './memory.js';
import { BACKEND_MESSAGES } from '../messages.js';
import { agree } from './self-check.js';
import { targetOf } from './target.js';
import { programOf, type Segment } from './text/program.js';
import { lanesOf } from './text/vector-types.js';
import { systemToolchain } from './toolchain/system-toolchain.js';
import { ToolchainFailure, type Toolchain } from './toolchain/toolchain.js';

export interface NativeOptions {
  /** Of what is computed for every row and unit; sums and densities are always f64. */
  readonly precision: ElementType;
  /** The same bits from every compiler: no product and sum is rounded once. */
  readonly reproducible: boolean;
  /** Runs what cannot be built here, and is what native code is checked against. */
  readonly fallback: Backend;
  /** Told once, if the fallback is used, why. */
  readonly notify: (diagnostic: Diagnostic, reason: string) => void;
  readonly toolchain?: Toolchain;
}

/** Native code by way of C and the compiler of the system; the fallback where there is none, or it cannot be trusted. */
export function createNativeBackend(options: NativeOptions): Backend {
  const { fallback, notify, precision, toolchain = systemToolchain() } = options;
  let failed = false;
  const compileNative = (outputs: readonly Node[], changing?: ReadonlySet<string>) => {
    const native = compileProgram(outputs, changing, { ...options, toolchain });
    const check = fallback.compile(outputs, changing);
    if (agree(outputs, [native, check], precision)) return native;
    throw new ToolchainFailure(`its results differ from those of the ${fallback.name} backend`);
  };
  return {
    name: 'native',
    compile(outputs, changing) {
      if (failed) return fallback.compile(outputs, changing);
      try {
        return compileNative(outputs, changing);
      } catch (error) {
        if (!(error instanceof ToolchainFailure)) throw error;
        failed = true;
        const values = { fallback: fallback.name, reason: error.reason };
        notify(diagnostic(BACKEND_MESSAGES.noNativeCode, values), error.reason);
        return fallback.compile(outputs, changing);
      }
    },
  };
}

type Setting = Pick<NativeOptions, 'precision' | 'reproducible'> & {
  readonly toolchain: Toolchain;
};

function compileProgram(
  outputs: readonly Node[],
  changing: ReadonlySet<string> | undefined,
  { precision, reproducible, toolchain }: Setting,
): Executable {
  const contracts = !reproducible;
  const target = targetOf(toolchain.macros(), contracts);
  if (target === undefined) throw new ToolchainFailure('the compiler is for an unknown processor');
  const schedule = buildSchedule(outputs, {
    ...{ tiled: true, precision, lanes: lanesOf(precision, target) },
    ...(changing && { changing }),
  });
  const { text, preparation, steps } = programOf(schedule, target);
  const program = toolchain.load(text, { contracts });
  const memory = new NativeMemory(schedule, (array) => program.misalignment(array));
  const functions = program.bind(memory.arena, memory.constants);
  const runner = (segments: readonly Segment[]) => {
    const calls = segments.map((segment) =>
      typeof segment === 'number' ? functions[segment]! : bindKernel(segment, memory),
    );
    // The functions hold addresses: whoever can run them must hold the arrays.
    const held = { calls, functions, memory };
    return () => {
      for (const call of held.calls) call();
    };
  };
  const refresh = runner(preparation);
  refresh();
  return {
    inputs: new Map([...schedule.inputs].map(([name, place]) => [name, memory.doubles(place)])),
    outputs: schedule.outputs.map((place) => memory.doubles(place)),
    refresh,
    run: runner(steps),
  };
}

function bindKernel({ node, inputs, output }: Kernel, memory: NativeMemory): () => void {
  const primitive = primitiveOf(node.op);
  if (primitive.kind !== 'tensor') throw new InvariantError(`${node.op} is no kernel`);
  const given = inputs.map((place) => memory.doubles(place));
  const out = memory.doubles(output);
  return () => {
    primitive.evaluate(node, given, out);
  };
}
