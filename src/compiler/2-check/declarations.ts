import type { Diagnostic } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import { alignment, shapeText, withoutMarks, type Dimension } from '../../library/dimension.js';
import type { Declaration, UnknownDeclaration } from './declaration.js';
import { rangeOfDistribution } from './distribution-range.js';
import { rangeOfField } from './field.js';
import { combinedMessages } from './combined-messages.js';
import { generatedMessages } from './generated-messages.js';
import { impliedShape, requireSampler } from './generated.js';
import { checkMessages } from './messages.js';
import type {
  CheckedDeterministic,
  CheckedDraw,
  CheckedField,
  CheckedModel,
  CheckedUnknown,
  Place,
  Term,
} from './model.js';
import { checkFit } from './shape-fit.js';
import { spreadTo } from './spread.js';
import { quantitiesIn } from './term.js';

type Resolved =
  | { readonly kind: 'field'; readonly field: CheckedField }
  | { readonly kind: 'unknown'; readonly unknown: CheckedUnknown }
  | { readonly kind: 'draw'; readonly draw: CheckedDraw }
  | { readonly kind: 'deterministic'; readonly deterministic: CheckedDeterministic }
  | { readonly kind: 'invalid' };

type Typed = Pick<Term, 'dimensions' | 'range'>;

/** The declared names of one program, each typed when it is first needed. */
export class Declarations {
  private readonly byName = new Map<string, Declaration>();
  private readonly resolved = new Map<string, Resolved>();
  private readonly dimensionNames = new Set<string>();
  private readonly used = new Set<string>();
  /** Names that are being typed, each for the one before it. */
  private readonly path = new Set<string>();

  constructor(private readonly report: (found: Diagnostic) => void) {}

  add(declaration: Declaration): void {
    const { name, place } = declaration;
    if (this.byName.has(name)) {
      this.report(diagnostic(checkMessages.declaredTwice, { name }, place));
      return;
    }
    this.byName.set(name, declaration);
    if (declaration.kind !== 'field') return;
    const { dimensions, levels } = declaration.field;
    for (const axis of levels === undefined ? dimensions : [...dimensions, levels]) {
      if (axis.kind === 'named') this.dimensionNames.add(axis.name);
    }
  }

  has(name: string): boolean {
    return this.byName.has(name);
  }

  isUsed(name: string): boolean {
    return this.used.has(name);
  }

  hasDimension(name: string): boolean {
    return this.dimensionNames.has(name);
  }

  levelsOf(name: string): Dimension | undefined {
    const declaration = this.byName.get(name);
    return declaration?.kind === 'field' ? declaration.field.levels : undefined;
  }

  names(): string[] {
    return [...this.byName.keys(), ...this.dimensionNames];
  }

  /** A typed reference; an `invalid` one where the declaration itself is wrong. */
  quantity(name: string, place: Place): Term | undefined {
    const found = this.marked(name, place);
    return found && { ...found, dimensions: withoutMarks(found.dimensions) };
  }

  /** The same with its axes told apart, as a prior sees what it declares. */
  marked(name: string, place: Place): Term | undefined {
    if (!this.byName.has(name)) return undefined;
    this.used.add(name);
    const typed = typeOf(this.resolve(name, place));
    if (typed === undefined) {
      const range = { lower: -Infinity, upper: Infinity, integer: false };
      return { kind: 'invalid', dimensions: [], range, place };
    }
    return { kind: 'quantity', name, ...typed, place };
  }

  resolveAll(): void {
    for (const [name, { place }] of this.byName) this.resolve(name, place);
  }

  checked(): Pick<CheckedModel, 'fields' | 'unknowns' | 'draws' | 'deterministics'> {
    const all = [...this.byName.keys()].flatMap((name) => this.resolved.get(name) ?? []);
    return {
      fields: all.flatMap((found) => (found.kind === 'field' ? [found.field] : [])),
      unknowns: all.flatMap((found) => (found.kind === 'unknown' ? [found.unknown] : [])),
      draws: all.flatMap((found) => (found.kind === 'draw' ? [found.draw] : [])),
      deterministics: all.flatMap((found) =>
        found.kind === 'deterministic' ? [found.deterministic] : [],
      ),
    };
  }

  /** What is observed must be data. */
  reportUnknownIn(observed: Term): void {
    const read = quantitiesIn([observed], (name) => {
      const resolved = this.resolved.get(name);
      return resolved?.kind === 'deterministic' ? resolved.deterministic.value : undefined;
    });
    const unknown = [...read].find((name) => this.resolved.get(name)?.kind === 'unknown');
    if (unknown === undefined) return;
    this.report(diagnostic(checkMessages.observedUnknown, { name: unknown }, observed.place));
  }

  /** What a run draws anew has no density in the joint, so that nothing of the model can depend on it. */
  reportDrawsRead(
    read: readonly { readonly terms: readonly Term[]; readonly place: Place }[],
  ): void {
    const { draws, deterministics } = this.checked();
    const drawn = new Set(draws.map(({ name }) => name));
    if (drawn.size === 0) return;
    const values = new Map(deterministics.map(({ name, value }) => [name, value]));
    for (const { terms, place } of read) {
      const names = quantitiesIn(terms, (name) => values.get(name));
      const name = [...names].find((one) => drawn.has(one));
      if (name !== undefined) this.report(diagnostic(generatedMessages.drawRead, { name }, place));
    }
  }

  private resolve(name: string, place: Place): Resolved {
    const known = this.resolved.get(name);
    if (known !== undefined) return known;
    if (this.path.has(name)) {
      const typing = [...this.path];
      const path = [...typing.slice(typing.indexOf(name)), name].join(' -> ');
      this.report(diagnostic(checkMessages.cycle, { name, path }, place));
      this.resolved.set(name, { kind: 'invalid' });
      return { kind: 'invalid' };
    }
    this.path.add(name);
    const found = this.type(this.byName.get(name)!);
    this.path.delete(name);
    // A cycle found on the way has already marked the name.
    const marked = this.resolved.get(name) ?? found;
    this.resolved.set(name, marked);
    return marked;
  }

  private type(declaration: Declaration): Resolved {
    const { name, place } = declaration;
    if (declaration.kind === 'field') return { kind: 'field', field: declaration.field };
    if (declaration.kind === 'unknown') return this.typeStochastic(declaration);
    const value = declaration.value();
    if (value.kind === 'invalid') return { kind: 'invalid' };
    const declared = declaration.dimensions?.();
    if (declared !== undefined && alignment(value.dimensions, declared) === undefined) {
      const shown = { declared: shapeText(declared), shape: shapeText(value.dimensions) };
      const suggested = shapeText(value.dimensions).replace('a scalar', ' as a scalar');
      this.report(diagnostic(checkMessages.declaredShape, { name, ...shown, suggested }, place));
      return { kind: 'invalid' };
    }
    const spread = declared === undefined ? value : spreadTo(value, declared);
    const { role: kind, declared: byUser } = declaration;
    return {
      kind: 'deterministic',
      deterministic: { name, kind, value: spread, declared: byUser, place },
    };
  }

  private typeStochastic(declaration: UnknownDeclaration): Resolved {
    const { name, place, role, isUnshaped } = declaration;
    const prior = declaration.prior();
    // Of a wrong prior and a wrong shape both are told.
    const declared = isUnshaped ? undefined : declaration.dimensions();
    if (prior === undefined) return { kind: 'invalid' };
    const context = { report: this.report };
    const dimensions = declared ?? impliedShape(context, prior);
    if (dimensions === undefined || !checkFit(context, name, dimensions, prior))
      return { kind: 'invalid' };
    if (prior.distribution.likelihoodOnly) {
      const values = { name, distribution: prior.distribution.name };
      this.report(diagnostic(combinedMessages.censoredUnknown, values, prior.place));
      return { kind: 'invalid' };
    }
    if (role === 'generated') {
      const drawn = requireSampler(context, name, prior);
      return drawn ? { kind: 'draw', draw: { name, dimensions, law: prior, place } } : { kind: 'invalid' }; // prettier-ignore
    }
    const fanIn = declaration.fanIn?.();
    const fan = fanIn === undefined ? {} : { fanIn };
    return { kind: 'unknown', unknown: { name, kind: role, dimensions, prior, ...fan, place } };
  }
}

function typeOf(resolved: Resolved): Typed | undefined {
  switch (resolved.kind) {
    case 'field':
      return { dimensions: resolved.field.dimensions, range: rangeOfField(resolved.field) };
    case 'unknown':
      return {
        dimensions: resolved.unknown.dimensions,
        range: rangeOfDistribution(resolved.unknown.prior),
      };
    case 'draw': {
      const { dimensions, law } = resolved.draw;
      return { dimensions, range: rangeOfDistribution(law) };
    }
    case 'deterministic': {
      const { dimensions, range } = resolved.deterministic.value;
      return { dimensions, range };
    }
    case 'invalid':
      return undefined;
  }
}
