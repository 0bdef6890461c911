export { apply } from './apply';
export { skewOf, targetOf, versionsOf } from './context';
export { Kubectl } from './kubectl';
export { usualPace } from './wait';
