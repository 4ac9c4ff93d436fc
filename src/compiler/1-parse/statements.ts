import type { CstNode } from 'chevrotain';
import { identifier, node, nodes, spanOf, token, tokens } from './cst.js';
import { toArguments, toExpression } from './expressions.js';
import type {
  DataField,
  Deterministic,
  InferItem,
  LayerSlot,
  NetworkItem,
  Statement,
  Stochastic,
  TemplateParameter,
  Use,
} from './program.js';

/** One statement of the syntax tree. */
export function toStatement(cst: CstNode): Statement {
  const [inner] = Object.values(cst.children).flat();
  return CONVERSIONS[(inner as CstNode).name]!(inner as CstNode);
}

const name = (cst: CstNode, label = 'Name') => identifier(token(cst, label));
const expression = (cst: CstNode, label = 'expression') => toExpression(node(cst, label));

const CONVERSIONS: Readonly<Record<string, (cst: CstNode) => Statement>> = {
  declaration: toDeclaration,
  dataBlock: (cst) => ({
    kind: 'data',
    fields: nodes(cst, 'field').map(toField),
    span: spanOf(cst),
  }),
  observe: (cst) => ({
    kind: 'observe',
    value: expression(cst, 'value'),
    distribution: expression(cst, 'distribution'),
    span: spanOf(cst),
  }),
  network: (cst) => ({
    kind: 'network',
    name: name(cst, 'name'),
    inputs: tokens(cst, 'inputs').map(identifier),
    items: nodes(cst, 'item').map(toNetworkItem),
    span: spanOf(cst),
  }),
  activationDeclaration: (cst) => ({
    kind: 'activation',
    name: name(cst),
    input: name(node(cst, 'parameters')),
    parameters: nodes(node(cst, 'parameters'), 'parameter').map(toParameter),
    body:
      tokens(cst, 'Equals').length > 0
        ? expression(cst)
        : nodes(cst, 'declaration').map(toDeclaration),
    span: spanOf(cst),
  }),
  priorDeclaration: (cst) => ({
    kind: 'prior',
    name: name(cst),
    target: name(node(cst, 'parameters')),
    parameters: nodes(node(cst, 'parameters'), 'parameter').map(toParameter),
    statements: nodes(cst, 'declaration').map(toDeclaration),
    span: spanOf(cst),
  }),
  use: toUse,
  infer: (cst) => ({
    kind: 'infer',
    items: nodes(cst, 'inferItem').map(toInferItem),
    span: spanOf(cst),
  }),
  generated: (cst) => ({
    kind: 'generated',
    statements: nodes(cst, 'declaration').map(toDeclaration),
    span: spanOf(cst),
  }),
};

function toDeclaration(cst: CstNode): Stochastic | Deterministic {
  const sizes = nodes(cst, 'dimensions').flatMap((list) => nodes(list, 'expression'));
  const common = { name: name(cst), dimensions: sizes.map(toExpression), span: spanOf(cst) };
  return tokens(cst, 'Tilde').length > 0
    ? { kind: 'stochastic', ...common, distribution: expression(cst) }
    : { kind: 'deterministic', ...common, value: expression(cst) };
}

function toField(cst: CstNode): DataField {
  const sizes = nodes(cst, 'dimensions').flatMap((list) => nodes(list, 'expression'));
  const [levels] = nodes(cst, 'levels');
  return {
    name: name(cst, 'name'),
    type: name(cst, 'type'),
    dimensions: sizes.map(toExpression),
    ...(levels === undefined ? {} : { of: toExpression(levels) }),
    qualities: nodes(cst, 'transform').map((quality) => ({
      name: name(quality),
      arguments: nodes(quality, 'arguments').flatMap(toArguments),
      span: spanOf(quality),
    })),
    span: spanOf(cst),
  };
}

function sharing(cst: CstNode): { per?: ReturnType<typeof name> } {
  const [found] = nodes(cst, 'sharing');
  return found === undefined ? {} : { per: name(found) };
}

function toNetworkItem(cst: CstNode): NetworkItem {
  const common = { name: name(cst), value: expression(cst), span: spanOf(cst) };
  return cst.name === 'layer'
    ? { kind: 'layer', ...common, slots: nodes(cst, 'slot').map(toSlot) }
    : { kind: 'shared-activation', ...common, ...sharing(cst) };
}

function toSlot(cst: CstNode): LayerSlot {
  const span = spanOf(cst);
  return tokens(cst, 'Tilde').length > 0
    ? { kind: 'slot-prior', name: name(cst), distribution: expression(cst), span }
    : { kind: 'slot-activation', value: expression(cst), ...sharing(cst), span };
}

function toParameter(cst: CstNode): TemplateParameter {
  const [support] = tokens(cst, 'support');
  const [given] = nodes(cst, 'expression').map(toExpression);
  const isPrior = tokens(cst, 'Tilde').length > 0;
  const sizes = nodes(cst, 'dimensions').flatMap((list) => nodes(list, 'expression'));
  return {
    name: name(cst, 'name'),
    dimensions: sizes.map(toExpression),
    ...(support === undefined ? {} : { support: identifier(support) }),
    ...(given === undefined ? {} : isPrior ? { prior: given } : { value: given }),
    span: spanOf(cst),
  };
}

function toUse(cst: CstNode): Use {
  const [path] = tokens(cst, 'Text');
  return {
    kind: 'use',
    items: nodes(cst, 'useItem').map((item) => ({
      what: tokens(item, 'Prior').length > 0 ? 'prior' : 'activation',
      name: name(item),
    })),
    ...(path === undefined
      ? {}
      : { from: { path: path.image.slice(1, -1), span: identifier(path).span } }),
    span: spanOf(cst),
  };
}

function toInferItem(cst: CstNode): InferItem {
  return {
    quantities: tokens(cst, 'quantities').map(identifier),
    sampler: name(cst, 'sampler'),
    options: nodes(cst, 'arguments').flatMap(toArguments),
    span: spanOf(cst),
  };
}
