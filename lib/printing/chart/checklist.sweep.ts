import { provedQuickly } from '../../judging/verify/systems.fixture';
import { proveChecklist } from './checklist/prove-checklist.fixture';

proveChecklist((system) => !provedQuickly(system));
