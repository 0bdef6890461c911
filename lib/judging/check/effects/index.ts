import { amountRules } from './amounts';
import { claimRules } from './claims';
import { egressRules } from './egress';
import { graceRules } from './grace';
import { ingressRules } from './ingresses';
import { nodeLabelRules } from './node-labels';
import { policyPortRules } from './policy-ports';
import { portRules } from './ports';
import { rbacRules } from './rbac';
import { schedulingRules } from './scheduling';
import { sizeRules } from './sizes';
import { surgeRules } from './surge';
import { subPathRules } from './sub-paths';
import { variableRules } from './variables';

/** What a cluster takes and what does not work then: an error where the output itself proves it. */
export const effectRules = [
  ...egressRules,
  ...policyPortRules,
  ...rbacRules,
  ...nodeLabelRules,
  ...schedulingRules,
  ...portRules,
  ...surgeRules,
  ...subPathRules,
  ...graceRules,
  ...amountRules,
  ...ingressRules,
  ...variableRules,
  ...sizeRules,
  ...claimRules,
] as const;
