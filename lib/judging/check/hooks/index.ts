import { databaseRules } from './database';
import { declarationRules } from './declaration';
import { engineRules } from './engines';
import { orderRules } from './order';

export { hookOrder } from './hook-order';
export { orderData, orderMermaid, orderText } from './order-report';

/** What a hook needs must be there when it runs, and it must run when its author meant it to. */
export const hookRules = [...declarationRules, ...orderRules, ...databaseRules, ...engineRules] as const;
