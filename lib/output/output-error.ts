/** Output that cannot be written as asked: every problem of the attempt, with what to do about them. */
export class OutputError extends Error {
  override readonly name = 'OutputError';

  constructor(
    readonly problems: readonly string[],
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
export function attempt<T>(meaning: string, operations: () => T): T {
  try {
    return operations();
  } catch (error) {
    if (error instanceof OutputError) {
      throw error;
    }
    throw new OutputError([`${meaning}: ${(error as Error).message}`], { cause: error });
  }
}
