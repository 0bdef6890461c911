import { underAdmission } from './admission';
import { podHygieneRules } from './pod-hygiene';
import { podSecurityRules } from './pod-security';

/** What makes a pod harmless to its neighbours, and hard to abuse. */
export const securityRules = [...podSecurityRules.map((rule) => underAdmission(rule)), ...podHygieneRules] as const;
