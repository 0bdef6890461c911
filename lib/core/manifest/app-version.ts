import { expressionsIn, imageHelper, type Problem, type Tree } from '../values';
import { isTag, tagOfVersion } from '../values/image-reference';

/**
 * What is wrong with the app version of a chart whose images take it as their tag where users give them none.
 *
 * @param construct path of the chart
 */
export function appVersionProblems(appVersion: string, trees: readonly Tree[], construct: string): Problem[] {
  if (isTag(tagOfVersion(appVersion))) return [];
  const isFallback = [...expressionsIn(trees)].some(
    ({ node }) => node.kind === 'helper' && node.helper === imageHelper,
  );
  if (!isFallback) return [];
  const message = `the appVersion ${JSON.stringify(appVersion)} cannot be the tag of an image, and images without a tag have it`;
  const remedy =
    'Give an appVersion of letters, digits, dots, dashes and underscores, at most 128, such as 1.4.2; a + becomes _ in the tag.';
  return [{ code: 'invalid-app-version', construct, message, remedy }];
}
