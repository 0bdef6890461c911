import type { Examples } from '../finding';
import { customResourceExamples } from './custom-resources';
import { definitionExamples } from './definition';
import { driftExamples } from './drift';
import { fileExamples } from './files';
import { hookExamples } from './hooks';
import { operationsExamples } from './operations';
import { referenceExamples } from './references';
import { schemaExamples } from './schema';
import { securityExamples } from './security';
import { semanticExamples } from './semantics';

/** The examples of rules that have none beside their own texts, by code. */
export const examples: { readonly [code: string]: Examples } = {
  ...schemaExamples,
  ...customResourceExamples,
  ...semanticExamples,
  ...referenceExamples,
  ...hookExamples,
  ...securityExamples,
  ...operationsExamples,
  ...driftExamples,
  ...fileExamples,
  ...definitionExamples,
};
