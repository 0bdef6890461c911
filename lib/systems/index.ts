import { FamilyGifting } from './family-gifting/family-gifting';
import { SovdWebapp } from './sovd-webapp/sovd-webapp';

/** Every system of this repository. */
export const systems = [SovdWebapp, FamilyGifting] as const;
