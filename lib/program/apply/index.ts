export { apply } from './apply';
export { skewOf, targetOf, versionsOf } from './context';
export { Kubectl } from './kubectl';
export { stagesOf } from './stages';
export { usualPace } from './wait';
