import { SovdWebapp } from './sovd-webapp/sovd-webapp';

/** Every system of this repository. */
export const systems = [SovdWebapp] as const;
