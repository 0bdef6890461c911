import type { Json } from '../../core/values';
import type { Offer } from './offer';
import { literal, quoted } from './words';

interface Node {
  readonly [key: string]: Node | Offer;
}

const isOffer = (node: Node | Offer): node is Offer => Array.isArray(node['path']);

function treeOf(offers: readonly Offer[]): Node {
  const root: { [key: string]: Node | Offer } = {};
  for (const offer of offers) {
    let node = root;
    for (const key of offer.path.slice(0, -1)) node = (node[key] ??= {}) as typeof root;
    node[offer.path.at(-1)!] = offer;
  }
  return root;
}

const abouts: { readonly [name: string]: string } = {
  service: 'The Service',
  ingress: 'Exposure to the outside by an Ingress',
  httpRoute: 'Exposure to the outside by a Gateway',
  autoscaling: 'How the number of pods follows the load',
  podDisruptionBudget: 'How many pods stay while nodes are emptied',
  networkPolicy: 'Who may reach the pods',
  persistence: 'The volume',
  config: 'Configuration',
  serviceAccount: 'The account of the pods',
  tls: 'HTTPS',
  hosts: 'Host names',
  existingSecrets: 'Secrets that exist',
};

/** The declaration of these values, as a chart's author writes it. */
export const declarationOf = (offers: readonly Offer[]): string =>
  `const Values = values({\n${fields(treeOf(offers), '  ')}});\n`;

function fields(node: Node, indent: string): string {
  return Object.entries(node)
    .map(([key, child]) => {
      if (isOffer(child)) return `${indent}${key}: ${child.declaration},\n`;
      const about = quoted(Object.hasOwn(abouts, key) ? abouts[key]! : `Values of ${key}`);
      return `${indent}${key}: object(\n${indent}  {\n${fields(child, `${indent}    `)}${indent}  },\n${indent}  ${about},\n${indent}),\n`;
    })
    .join('');
}

/** What `values(...)` needs of the package beside what its offers do. */
export const groupImports = (offers: readonly Offer[]): string[] => [
  'values',
  ...(offers.some(({ path }) => path.length > 1) ? ['object'] : []),
];

/** Values of an environment, as TypeScript. */
export function overridesOf(values: readonly { readonly path: readonly string[]; readonly value: Json }[]): string {
  const root: { [key: string]: Json } = {};
  for (const { path, value } of values) {
    let node = root;
    for (const key of path.slice(0, -1)) node = (node[key] ??= {}) as typeof root;
    node[path.at(-1)!] = value;
  }
  return literal(root);
}
