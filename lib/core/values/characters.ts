import { Expression, type Operand } from './expression';
import type { Shape } from './shape';

/** Whether the values of an expression may hold a character. Where nothing forbids it, they may. */
export function mayHold(operand: Operand, character: string): boolean {
  if (!(operand instanceof Expression)) return String(operand).includes(character);
  const { node, shape, valueType } = operand;
  switch (node.kind) {
    case 'builtin':
      if (node.name === 'Chart.AppVersion') return true;
      return (node.name.endsWith('Version') ? '-+.' : '-.').includes(character);
    case 'text':
      return node.parts.some((part) => mayHold(part, character));
    case 'choose':
      return mayHold(node.then, character) || mayHold(node.otherwise, character);
    case 'helper':
      return node.helper.dnsSafe !== true || character === '-';
    case 'digest':
      return false;
    case 'transform':
      if (node.by === 'base64') return '+/='.includes(character);
      if (node.by === 'urlEncode') return '%-_.~'.includes(character);
      return mayHold(node.operand, character) || (node.by === 'replace' && mayHold(node.args!.at(-1)!, character));
    case 'optional':
      return mayHold(node.operand, character);
    default:
      return holds(shape, valueType, character);
  }
}

function holds(shape: Shape, valueType: string, character: string): boolean {
  if (valueType === 'integer') return character === '-' && (shape.minimum ?? -1) < 0;
  if (valueType === 'number') return '-+.'.includes(character);
  if (valueType === 'boolean') return false;
  if (shape.enum) return shape.enum.some((choice) => String(choice).includes(character));
  if (valueType !== 'string' || shape.pattern === undefined) return true;
  return probes(character).some((probe) => new RegExp(shape.pattern!, 'u').test(probe));
}

/** Strings of which a pattern takes one if it takes the character anywhere. */
const probes = (c: string) => [
  c,
  `a${c}a`,
  `a${c}1`,
  `1${c}1`,
  `a${c}a${c}a`,
  `${c}a`,
  `a${c}`,
  `a:/${c}a`,
  `${c}${c}`,
];
