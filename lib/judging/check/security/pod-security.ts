import { nodeRules } from './pod-security-node';
import { rightsRules } from './pod-security-rights';

/*
 * The Pod Security Standard `restricted`, one rule for each check of Kubernetes' admission plugin. A check of `baseline`
 * that one of `restricted` replaces there (capabilities, seccomp) has no rule of its own. Pods with `hostUsers: false` are
 * judged like any other: what the plugin lets them do beside depends on a feature gate of the cluster.
 */

export const podSecurityRules = [...nodeRules, ...rightsRules] as const;
