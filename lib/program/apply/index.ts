export { apply } from './apply';
export { skewOf, targetOf, versionsOf } from './context';
export { Kubectl } from './kubectl';
export { rivalsOf, type PrintedEnvironment } from './rivals';
export { usualPace } from './wait';
