import { expect, test } from '@jest/globals';
import { isRefused } from '../../diff/immutable';
import type { CheckedObject } from '../finding';
import { immutable } from '../../../core/validation/immutable';

/** An object of a kind; its data are sealed, so that a change of them is refused. */
const objectOf = (kind: string): CheckedObject => {
  const [name = '', ...group] = kind.split('.');
  const apiVersion = group.length === 0 ? 'v1' : `${group.join('.')}/v1`;
  return { object: { apiVersion, kind: name, ...(name === 'ConfigMap' ? { immutable: true } : {}) } };
};

test.each(Object.keys(immutable))('%s can change in one field and not in another', (kind) => {
  const object = objectOf(kind);
  const isSo = (pointer: string) =>
    isRefused({ path: pointer.split('/').slice(1), before: 'a', after: 'b' }, object, object);
  const { changes, stays, source } = immutable[kind]!;
  expect([source, isSo(changes), isSo(stays)]).toEqual([expect.stringMatching(/validation Validate/), false, true]);
});
