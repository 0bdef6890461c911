/** Output that cannot be written as asked: every problem of the attempt, with what to do about them. */
export class OutputError extends Error {
  override readonly name = 'OutputError';

  /**
   * @param problems what is wrong, each with what to do
   * @param isPartial whether some files were written already
   */
  constructor(
    readonly problems: readonly string[],
    readonly isPartial = false,
    options?: ErrorOptions,
  ) {
    super(problems.join('\n'), options);
  }
}

/** Throws an OutputError that lists all problems, when there are any. */
export function refuse(problems: readonly string[]): void {
  if (problems.length > 0) {
    throw new OutputError(problems);
  }
}

/** Runs file operations; when the system refuses one, throws an OutputError that says what this means for the output. */
export function attempt<T>(meaning: string, isPartial: boolean, operations: () => T): T {
  try {
    return operations();
  } catch (error) {
    if (error instanceof OutputError) {
      throw error;
    }
    throw new OutputError([`${meaning}: ${(error as Error).message}`], isPartial, { cause: error });
  }
}
