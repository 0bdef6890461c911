/** How a system is rolled back. */
interface RollBack {
  readonly system: string;
  /** The Deployments whose pods are those of the earlier version afterwards. */
  readonly deployments: readonly string[];
  /** What becomes of the Job or the init container that migrates, where nothing has migrated in between. */
  readonly unmigrated: string;
  /** What is so where something has, with further commands. */
  readonly migrated: string;
}

/** The part of a chart's README that says, step by step, how a release is rolled back. */
export const rollBack = ({ system, deployments, unmigrated, migrated }: RollBack): string => `## Roll back

### Without a migration in between

\`\`\`sh
helm history ${system} --namespace ${system}                                  # 1: which REVISION was good
helm rollback ${system} REVISION --namespace ${system} --wait --timeout 10m   # 2: its objects again; the one before without a number
${deployments.map((name) => `kubectl rollout status deployment/${name} --namespace ${system} --timeout 10m   # 3: its pods have come`).join('\n')}
helm test ${system} --namespace ${system}                                     # 4: and work
\`\`\`

Step 2 runs no hook of an installation or upgrade. ${unmigrated}

### With a migration in between

${migrated}`;
