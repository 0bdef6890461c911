import type { Page } from '../../../../core/validation/page';
import { pages as withoutExpressions } from '../../../../core/validation/pages';
import { expressionsPage } from './expressions';
import { schemaDefaultsPage } from './schema-defaults';

/** Everything that is checked field by field, in the order in which it is found. */
export const pages: readonly Page[] = [...withoutExpressions, schemaDefaultsPage, expressionsPage];
