import type { customResourceRules } from '../custom-resources';
import type { Examples } from '../finding';
import { documents, example, object } from './example';

/** The definition of a Till, whose one field is a number. */
const till = (version: string, drawers: string): string => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: tills.shop.example.com }
spec:
  group: shop.example.com
  scope: Namespaced
  names: { plural: tills, singular: till, kind: Till, listKind: TillList }
  versions:
    - name: v1
      served: true
      storage: true
${version}      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
                drawers:
${drawers.replaceAll(/^/gm, '                  ')}
`;

const number = 'type: integer';
const ruled = `${number}
x-kubernetes-validations:
  - { rule: self > 0, message: a till has a drawer }`;

const ofTill = (definition: string, apiVersion: string, spec: string) =>
  documents(definition, object(`${apiVersion} Till`, `spec: { ${spec} }`));

export const customResourceExamples = {
  'custom-resource-version': example(
    ofTill(till('', number), 'shop.example.com/v2', 'drawers: 1'),
    ofTill(till('', number), 'shop.example.com/v1', 'drawers: 1'),
  ),
  'custom-resource-deprecated': example(
    ofTill(till('      deprecated: true\n', number), 'shop.example.com/v1', 'drawers: 1'),
    ofTill(till('', number), 'shop.example.com/v1', 'drawers: 1'),
  ),
  'custom-resource-rule': example(
    ofTill(till('', ruled), 'shop.example.com/v1', 'drawers: 0'),
    ofTill(till('', ruled), 'shop.example.com/v1', 'drawers: 1'),
  ),
  'custom-resource-unchecked': example(
    ofTill(till('', "type: string\npattern: '^a(?i)b$'"), 'shop.example.com/v1', 'drawers: ab'),
    ofTill(till('', "type: string\npattern: '(?i)^ab$'"), 'shop.example.com/v1', 'drawers: ab'),
  ),
} satisfies { readonly [C in (typeof customResourceRules)[number]['code']]?: Examples };
