import type { Node } from '../../expression/index.js';
import type { Distribution, Parameter, Parameterisation } from '../distribution.js';

/** A distribution in one of its forms, as an argument of another. */
export interface Component {
  readonly distribution: Distribution;
  readonly parameterisation: Parameterisation;
}

/** A distribution made of others, with the one form that its parameters have. */
export type Combined = Component;

type Value = number | Float64Array;
interface Specification {
  readonly support: Parameter['support'];
  readonly axes?: readonly string[];
  readonly doc: string;
}

/** The parameters of some components, one after another, in the names that `declare` keeps apart. */
export class Components {
  constructor(readonly list: readonly Component[]) {}

  get distributions(): readonly Distribution[] {
    return this.list.map(({ distribution }) => distribution);
  }

  /** `mean 1`, `sd 1`, `mean 2`, ... */
  specifications(): Record<string, Specification> {
    const entries = this.list.flatMap(({ distribution }, i) =>
      distribution.parameters.map(({ name, support, axes, doc }) => {
        const own = axes.length > 0 ? { axes } : {};
        return [key(name, i), { support, ...own, doc }] as const;
      }),
    );
    return Object.fromEntries(entries);
  }

  /** The parameters of each component out of all by name. */
  byName(all: Readonly<Record<string, Node>>): readonly (readonly Node[])[] {
    return this.list.map(({ distribution }, i) =>
      distribution.parameters.map(({ name }) => all[key(name, i)]!),
    );
  }

  /** The same out of a list in order. */
  inOrder<T extends Value | Node | string>(all: readonly T[]): readonly (readonly T[])[] {
    return sliced(
      all,
      this.list.map(({ distribution }) => distribution.parameters.length),
    );
  }

  /** Parameters as a call gives them, and the canonical ones they stand for. */
  given(): readonly Parameter[] {
    return this.list.flatMap(({ parameterisation }) => parameterisation.parameters);
  }

  toCanonical(given: readonly Node[]): readonly Node[] {
    const parts = this.partsGiven(given);
    return this.list.flatMap(({ parameterisation }, i) => parameterisation.toCanonical(parts[i]!));
  }

  /** Each component as a call with these texts for its parameters. */
  calls(texts: readonly string[]): readonly string[] {
    const parts = this.partsGiven(texts);
    return this.list.map((component, i) => callText(component, parts[i]!));
  }

  private partsGiven<T>(all: readonly T[]): readonly (readonly T[])[] {
    return sliced(
      all,
      this.list.map(({ parameterisation }) => parameterisation.parameters.length),
    );
  }
}

function key(name: string, component: number): string {
  return `${name} ${String(component + 1)}`;
}

function sliced<T>(all: readonly T[], lengths: readonly number[]): readonly (readonly T[])[] {
  let start = 0;
  return lengths.map((length) => all.slice(start, (start += length)));
}

/** `normal(mu, sd = tau)`: a call in one of the forms of a distribution. */
export function callText(
  { distribution, parameterisation }: Component,
  texts: readonly string[],
): string {
  const { parameters, positional, write } = parameterisation;
  if (write) return write(texts);
  const list = texts.map((text, i) => (i < positional ? text : `${parameters[i]!.name} = ${text}`));
  return `${distribution.name}(${list.join(', ')})`;
}
