import { sizeOf } from '../../expression/index.js';
import type { UnitMember, Units } from '../4-condition/units.js';
import type { Wiring } from './hamiltonian-block.js';
import { loader, spread } from './state.js';
import { positionsOf } from './unit-positions.js';

/** Where one unit's slice of each of some unknowns lies in a chain's values. */
export function placesOfUnits(
  members: readonly UnitMember[],
  { layout }: Pick<Wiring, 'layout'>,
): (unit: number) => { readonly name: string; readonly places: readonly number[] }[] {
  return (unit) =>
    members.map(({ variable, axis, slice }) => {
      const { offset } = layout.places.get(variable.name)!;
      const places = positionsOf(variable.shape, axis, unit).map((at) => offset + at);
      return { name: slice.attributes.name as string, places };
    });
}

type Inputs = ReadonlyMap<string, Float64Array>;

/**
 * Sums over units, kept while one unit after the other moves. Only what the moving unit adds is computed; begun anew
 * at each sweep, so that no rounding gathers and a resumed chain goes on to the same bits.
 */
export interface UnitSums {
  /** Computes the sums at the chain's values. */
  begin(): void;
  /** Takes the unit out of the sums. */
  leave(unit: number): void;
  /** Puts it back, at the chain's values. */
  join(unit: number): void;
  /** Writes what others add to the sums, and what else belongs to the unit, where an executable reads it. */
  fill(inputs: Inputs, unit: number): void;
}

export function unitSums({ turned, drawn, view }: Units, wiring: Wiring): UnitSums {
  const { backend, layout, values } = wiring;
  const { sums, held } = view;
  const whole = backend.compile([...sums.map(({ total }) => total), ...held.map((h) => h.full)]);
  const added = backend.compile(sums.map(({ own }) => own));
  const loadWhole = loader(whole, layout, values);
  const loadAdded = loader(added, layout, values);
  const slicesAt = placesOfUnits([...turned, ...drawn], wiring);
  const count = turned[0]!.variable.shape[turned[0]!.axis]!;
  const slices = Array.from({ length: count }, (_, unit) => slicesAt(unit));
  const state = sums.map(({ rest }) => ({
    name: rest.attributes.name as string,
    ...{ total: new Float64Array(sizeOf(rest.shape)), rest: new Float64Array(sizeOf(rest.shape)) },
  }));
  const others = held.map(({ full, axis, slice }) => ({
    name: slice.attributes.name as string,
    values: new Float64Array(sizeOf(full.shape)),
    places: Array.from({ length: count }, (_, unit) => positionsOf(full.shape, axis, unit)),
  }));
  const fillHeld = (inputs: Inputs, unit: number) => {
    for (const { name, values: from, places } of others) {
      const view = inputs.get(name);
      const own = places[unit]!;
      for (let i = 0; view !== undefined && i < view.length; i++) view[i] = from[own[i]!]!;
    }
  };
  const compute = (unit: number) => {
    for (const { name, places } of slices[unit]!) {
      const view = added.inputs.get(name);
      places.forEach((at, i) => view && (view[i] = values[at]!));
    }
    fillHeld(added.inputs, unit);
    added.run();
  };
  const own = (sum: number, i: number) => {
    const output = added.outputs[sum]!;
    return output[output.length === 1 ? 0 : i]!;
  };
  return {
    begin() {
      loadWhole();
      whole.run();
      loadAdded();
      state.forEach(({ total }, k) => {
        spread(whole.outputs[k]!, total);
      });
      others.forEach(({ values: to }, k) => {
        spread(whole.outputs[sums.length + k]!, to);
      });
    },
    leave(unit) {
      compute(unit);
      state.forEach(({ total, rest }, k) => {
        for (let i = 0; i < rest.length; i++) rest[i] = total[i]! - own(k, i);
      });
    },
    join(unit) {
      compute(unit);
      state.forEach(({ total, rest }, k) => {
        for (let i = 0; i < rest.length; i++) total[i] = rest[i]! + own(k, i);
      });
    },
    fill(inputs, unit) {
      for (const { name, rest } of state) inputs.get(name)?.set(rest);
      fillHeld(inputs, unit);
    },
  };
}
