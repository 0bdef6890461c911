import { FamilyGifting } from './family-gifting/family-gifting';
import { Kirana } from './kirana/kirana';
import { Microshop } from './microshop/microshop';
import { SovdWebapp } from './sovd-webapp/sovd-webapp';
import { TaskManagerApi } from './task-manager-api/task-manager-api';

/** Every system of this repository. */
export const systems = [SovdWebapp, FamilyGifting, Microshop, TaskManagerApi, Kirana] as const;
