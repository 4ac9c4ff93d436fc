import { diagnostic } from '../../base/message.js';
import { didYouMean } from '../../base/suggestion.js';
import type { Argument, Infer } from '../1-parse/program.js';
import type { Context } from './context.js';
import type { Declarations } from './declarations.js';
import { checkMessages } from './messages.js';
import type { CheckedRequest, SamplerOption } from './model.js';

/** What `infer` asks for, its patterns resolved to unknowns. */
export function checkRequests(
  context: Context,
  declarations: Declarations,
  blocks: readonly Infer[],
): CheckedRequest[] {
  const unknowns = declarations.checked().unknowns.map((unknown) => unknown.name);
  const { source } = context.globalScope;
  return blocks.flatMap((block) =>
    block.items.map((item) => ({
      variables: item.quantities.flatMap((quantity) => {
        const { name } = quantity;
        const prefix = name.endsWith('*') ? name.slice(0, -1) : undefined;
        const found = unknowns.filter((unknown) =>
          prefix === undefined ? unknown === name : unknown.startsWith(prefix),
        );
        if (found.length === 0) {
          const remedy = didYouMean(name, unknowns, 'name a quantity declared with ~');
          const place = { source, span: quantity.span };
          context.report(diagnostic(checkMessages.unknownQuantities, { name, remedy }, place));
        }
        return found;
      }),
      sampler: item.sampler.name,
      options: item.options.flatMap((option) => checkOption(context, option)),
      place: { source, span: item.span },
    })),
  );
}

/** A name given a word or a number; what they may be is for the sampler to say. */
function checkOption(
  context: Context,
  { name, stochastic, value, span }: Argument,
): SamplerOption[] {
  const word =
    value.kind === 'name' ? value.name : value.kind === 'number' ? value.text : undefined;
  if (name !== undefined && word !== undefined && !stochastic) {
    return [{ name: name.name, value: word }];
  }
  const place = { source: context.globalScope.source, span };
  context.report(diagnostic(checkMessages.samplerOption, {}, place));
  return [];
}
