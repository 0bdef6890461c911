/** Values of a chart in the forms that constructs of cdk8s-plus take; of any version, since none of it is imported. */
export { choiceOf } from './choice-of';
export { count } from './count';
export { cpu } from './cpu';
export { cron } from './cron';
export { duration } from './duration';
export { flag } from './flag';
export { port } from './port';
export { size } from './size';
