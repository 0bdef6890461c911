import type { CST } from 'yaml';
import { checkBlockScalar, checkFlowPlain, checkPlain, checkQuoted } from './check-scalars';
import type { Report } from './yaml-fault';

type Tokens = readonly CST.SourceToken[];

/** Where a token stands. */
interface Nesting {
  readonly level: number;
  /** Whether it is within brackets or braces. */
  readonly isFlow: boolean;
  /** Whether it is within a collection without them. */
  readonly isBlock: boolean;
}

/** Reading calls itself once for each level, and a stack that runs full may take the whole process with it. */
export const mostLevels = 500;

/**
 * Reports what Go's scanner refuses, or reads otherwise, where the parser lets it pass.
 *
 * @returns whether the token can be composed: false when it is nested too deep
 */
export function checkToken(top: CST.Token, text: string, isJson: boolean, report: Report): boolean {
  const open: [CST.Token, Nesting][] = [[top, { level: 0, isFlow: false, isBlock: false }]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [token, nesting] = next;
    switch (token.type) {
      case 'directive':
        report('syntax', token.offset, 'Helm 4 and kubectl refuse directives', 'Remove the line.');
        break;
      case 'space':
        checkTabs([token], true, report);
        break;
      case 'document':
        checkTabs(token.start, true, report);
        checkTabs(token.end, true, report);
        checkProperties(token.start, report);
        if (token.value) open.push([token.value, nesting]);
        break;
      case 'block-map':
      case 'block-seq':
      case 'flow-collection': {
        if (nesting.level >= mostLevels) {
          report('syntax', token.offset, `is nested deeper than ${mostLevels} levels`, 'Flatten it.');
          return false;
        }
        const isFlow = token.type === 'flow-collection';
        const within = {
          level: nesting.level + 1,
          isFlow: nesting.isFlow || isFlow,
          isBlock: nesting.isBlock || !isFlow,
        };
        if (isFlow && (nesting.isBlock || !nesting.isFlow)) checkTabs(token.end, false, report);
        for (const [i, item] of token.items.entries()) {
          checkItem(item, i === 0, within, report);
          if (item.key) open.push([item.key, within]);
          if (item.value) open.push([item.value, within]);
        }
        break;
      }
      case 'alias':
        if (!nesting.isFlow) checkTabs(token.end, false, report);
        break;
      case 'scalar':
        if (nesting.isFlow) checkFlowPlain(token, report);
        if (nesting.isFlow && !nesting.isBlock) break;
        checkPlain(token, report);
        checkTabs(token.end, false, report);
        break;
      case 'single-quoted-scalar':
      case 'double-quoted-scalar':
        checkQuoted(token, isJson, report);
        if (!nesting.isFlow) checkTabs(token.end, false, report);
        break;
      case 'block-scalar':
        checkBlockScalar(token, text, report);
        break;
    }
  }
  return true;
}

function checkItem(item: CST.CollectionItem, isFirst: boolean, { isFlow, isBlock }: Nesting, report: Report): void {
  const { start, sep } = item;
  if (isBlock) {
    checkTabs(start, !(isFlow && isFirst), report);
    checkTabs(sep, false, report);
  }
  checkProperties(start, report);
  if (sep) checkProperties(sep, report);
  checkKey(item, isFlow, report);
}

/** Tabs that stand where Go expects an indentation: at the beginning of a line or behind a dash. */
function checkTabs(tokens: Tokens | undefined, isStart: boolean, report: Report): void {
  if (!tokens) return;
  let isIndentation = isStart;
  for (const { type, source, offset } of tokens) {
    if (type === 'space') {
      if (isIndentation && source.includes('\t')) {
        report('syntax', offset + source.indexOf('\t'), 'a tab stands where only blanks may', 'Indent with blanks.');
      }
    } else if (type !== 'comment') isIndentation = type === 'newline' || type === 'seq-item-ind';
  }
}

/** An anchor or a tag that is not followed by a blank. */
function checkProperties(tokens: Tokens, report: Report): void {
  tokens.forEach(({ type, source, offset }, i) => {
    if (type !== 'anchor' && type !== 'tag') return;
    const next = tokens[i + 1]?.type;
    if (next !== 'space' && next !== 'newline') {
      report('syntax', offset, `a blank must follow ${source}`, 'Put a blank behind it.');
    }
  });
}

/** Keys that Go reads otherwise: those with a question mark, and those that are not on one line with their colon. */
function checkKey({ start, key, sep }: CST.CollectionItem, isFlow: boolean, report: Report): void {
  const mark = start.find(({ type }) => type === 'explicit-key-ind');
  if (mark) report('syntax', mark.offset, 'a question mark begins a key', 'Write key: value.');
  if (!sep) return;
  const colon = sep.findIndex(({ type }) => type === 'map-value-ind');
  if (colon < 0) {
    const stray = sep.find(({ type }) => type === 'anchor' || type === 'tag');
    if (stray)
      report('syntax', stray.offset, `${stray.source} stands behind a text`, 'Put it before what it belongs to.');
    return;
  }
  const isSpread = sep.slice(0, colon).some(({ type }) => type === 'newline');
  if (isSpread || hasLineBreak(key)) {
    report(
      'syntax',
      lastLineOf(key) ?? sep[0]!.offset,
      'a key stands on several lines',
      'Indent the key like its neighbours, and put it on one line with its colon.',
    );
  }
  if (isFlow && key?.type === 'scalar' && colon === sep.length - 1) {
    report('syntax', sep[colon]!.offset, 'a blank must follow the colon', 'Put a blank behind it.');
  }
}

function hasLineBreak(key: CST.Token | null | undefined): boolean {
  if (!key) return false;
  if ('source' in key && key.source.includes('\n')) return true;
  return 'end' in key && key.end !== undefined && key.end.some(({ type }) => type === 'newline');
}

/** Where the last line of a key begins. */
function lastLineOf(key: CST.Token | null | undefined): number | undefined {
  if (!key || !('source' in key)) return key?.offset;
  const line = /\n[ \t]*(?=[^\n]*$)/.exec(key.source);
  return key.offset + (line ? line.index + line[0].length : 0);
}
