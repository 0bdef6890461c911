import { provedQuickly } from '../../judging/verify/systems.fixture';
import { proveDependencyBuild, proveSubcharts } from './subchart.fixture';

/* One system, and in `subchart.sweep.ts` all others. */

proveSubcharts(provedQuickly);
proveDependencyBuild('sovd-webapp');
