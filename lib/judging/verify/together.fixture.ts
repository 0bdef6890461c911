/** Answers what is asked one by one with one answer for all that is asked at the same moment. */
export function together<Question, Answer>(
  answerAll: (questions: readonly Question[]) => Promise<readonly Answer[]>,
): (question: Question) => Promise<Answer> {
  let questions: Question[] = [];
  let answers: Promise<readonly Answer[]> | undefined;
  const ask = async (): Promise<readonly Answer[]> => {
    await new Promise((resolve) => setImmediate(resolve));
    const asked = questions;
    questions = [];
    answers = undefined;
    return answerAll(asked);
  };
  return async (question) => {
    const index = questions.push(question) - 1;
    answers ??= ask();
    return (await answers)[index]!;
  };
}
