import { provedQuickly } from '../../judging/verify/systems.fixture';
import { proveSubcharts } from './subchart.fixture';

proveSubcharts((system) => !provedQuickly(system));
