/** Headings, anchors and links of Markdown, as GitHub reads it. */

/** What of a page is text: no fenced code. */
const withoutCode = (page: string): string => page.replace(/^(```+)[^\n]*\n[^]*?^\1$/gm, '');

/** The anchor of a heading that no other heading of the page equals. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
    .replaceAll(' ', '-');

/** The text of a heading as readers see it: of a link its text, no marks of emphasis. */
const asSeen = (heading: string): string => heading.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*`]/g, '');

/** All anchors of a page; of headings that are the same, the second ends in `-1`. */
export function anchorsOf(page: string): Set<string> {
  const text = withoutCode(page);
  const anchors = new Set([...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, id]) => id!));
  const times = new Map<string, number>();
  for (const [, heading] of text.matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const anchor = anchorOf(asSeen(heading!));
    const before = times.get(anchor) ?? 0;
    times.set(anchor, before + 1);
    anchors.add(before === 0 ? anchor : `${anchor}-${before}`);
  }
  return anchors;
}

/** Where the links and pictures of a page lead, as it is written there; not what stands in code. */
export function linksOf(page: string): string[] {
  const text = withoutCode(page).replace(/`[^`\n]*`/g, '`');
  const inline = [...text.matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g)];
  const defined = [...text.matchAll(/^\[[^\]]+\]: +(\S+)/gm)];
  return [...inline, ...defined].map(([, target]) => target!);
}
