import { expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import fc from 'fast-check';
import { parse } from 'yaml';
import { definitionOf } from '../../core/manifest';
import { Web } from '../../core/manifest/workloads.fixture';
import { printYaml } from '../trees';
import { hostileStrings } from '../../judging/verify/hostile.fixture';
import { chartMetadata } from './chart-yaml';

test('the lists that stand as YAML in annotations say what the author said, whatever that is', () => {
  const text = fc.oneof(fc.constantFrom(...hostileStrings), fc.string({ minLength: 1, unit: 'grapheme' }));
  const entries = fc.array(fc.record({ name: text, url: text }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(entries, fc.array(text, { minLength: 1, maxLength: 3 }), (links, descriptions) => {
      const changes = descriptions.map((description) => ({ kind: 'added' as const, description }));
      const chart = definitionOf(new Web(new App(), 'web', { links, changes }));
      const read = parse(printYaml(chartMetadata(chart, []))) as {
        readonly annotations: { readonly [key: string]: string };
      };
      expect(parse(read.annotations['artifacthub.io/links']!)).toEqual(links);
      expect(parse(read.annotations['artifacthub.io/changes']!)).toEqual(changes);
    }),
  );
});
