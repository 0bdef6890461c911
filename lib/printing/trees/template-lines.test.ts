import { describe, expect, test } from '@jest/globals';
import { call, operand, type GoExpression } from './go-expression';
import { Action, Block, printLines, type Line } from './template-lines';

const a = operand('.Values.a');
const b = operand('.Values.b');
const not = (inner: GoExpression) => call('not', inner);
const when = (expression: GoExpression, body: readonly Line[], otherwise?: readonly Line[]) =>
  new Block(0, { keyword: 'if', expression }, body, otherwise && { otherwise });

describe('a condition inside another one', () => {
  test.each<[string, Line, readonly string[]]>([
    ['that says the same is left out', when(a, [when(a, ['x: 1'])]), ['{{- if .Values.a }}', 'x: 1', '{{- end }}']],
    [
      'asks what is left of it',
      when(call('and', a, b), [when(call('and', a, not(operand('.Values.c'))), ['x: 1'])]),
      ['{{- if and .Values.a .Values.b }}', '{{- if not .Values.c }}', 'x: 1', '{{- end }}', '{{- end }}'],
    ],
    [
      'that says the same has no other side',
      when(a, [when(a, ['x: 1'], ['x: 2'])]),
      ['{{- if .Values.a }}', 'x: 1', '{{- end }}'],
    ],
    [
      'that says the opposite is left out, but for its other side',
      when(a, [when(not(a), ['x: 1'], ['x: 2']), when(not(a), ['y: 1'])]),
      ['{{- if .Values.a }}', 'x: 2', '{{- end }}'],
    ],
    [
      'stays on the other side',
      when(a, ['x: 1'], [when(a, ['x: 2'])]),
      ['{{- if .Values.a }}', 'x: 1', '{{- else }}', '{{- if .Values.a }}', 'x: 2', '{{- end }}', '{{- end }}'],
    ],
    [
      'stays where the dot is another one',
      when(operand('.a'), [
        new Block(0, { keyword: 'with', expression: b }, [when(operand('.a'), [new Action(0, operand('.'))])]),
      ]),
      ['{{- if .a }}', '{{- with .Values.b }}', '{{- if .a }}', '{{- . }}', '{{- end }}', '{{- end }}', '{{- end }}'],
    ],
  ])('%s', (_, line, lines) => {
    expect(printLines([line])).toEqual(lines);
  });
});
