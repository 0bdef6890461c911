import type { ChartDefinition } from '../../core/manifest';
import { isVersion } from '../../core/manifest/version';

/** Something in Chart.yaml that Helm, or who reads it, refuses. */
export interface MetadataFault {
  readonly code: 'invalid-chart-version' | 'invalid-chart-metadata';
  readonly pointer: string;
  readonly message: string;
}

const part = '(?:\\d+|[xX*])';
const label = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';
const version = `v?${part}(?:\\.${part})?(?:\\.${part})?(?:-${label})?(?:\\+${label})?`;
const comparison = `(?:=|!=|>|<|>=|=>|<=|=<|~|~>|\\^)?\\s*${version}`;
const range = new RegExp(
  `^\\s*(?:${version}\\s+-\\s+${version}|${comparison}(?:(?:\\s+|\\s*,\\s*)${comparison})*)\\s*$`,
);

/** Whether Helm can read a range of versions, such as `>=1.28.0-0 <1.35.0 || 1.36.x`. */
export const isVersionRange = (text: string): boolean => text.split('||').every((each) => range.test(each));

const isAddress = (text: string) => /^[A-Za-z][-+.A-Za-z0-9]*:\S+$/.test(text) && URL.canParse(text);

const isWebAddress = (text: string) => /^https?:\/\//.test(text) && isAddress(text);

const isMail = (text: string) =>
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[-A-Za-z0-9]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[-A-Za-z0-9]*[A-Za-z0-9])?)+$/.test(
    text,
  );

/** A line of text without control characters; Helm changes those silently. */
const isLine = (text: string) => text.trim() !== '' && !/\p{Cc}/u.test(text);

/** What is wrong with what `Chart.yaml` says. Its lists are YAML in annotations, which the printer makes; here are the words. */
export function metadataFaults({ metadata }: ChartDefinition): MetadataFault[] {
  const faults: MetadataFault[] = [];
  const refuse = (pointer: string, message: string) =>
    faults.push({ code: 'invalid-chart-metadata', pointer, message });
  const check = (pointer: string, value: string | undefined, isGood: (text: string) => boolean, form: string) => {
    if (value !== undefined && !isGood(value)) refuse(pointer, `${JSON.stringify(value)} is not ${form}`);
  };
  if (!isVersion(metadata.version)) {
    const message = `${JSON.stringify(metadata.version)} is not a version as Helm demands it, SemVer 2`;
    faults.push({ code: 'invalid-chart-version', pointer: '/version', message });
  }
  const line = 'one line of text';
  const address = 'an address such as https://example.com/';
  check('/appVersion', metadata.appVersion, isLine, line);
  check('/description', metadata.description, isLine, line);
  check('/license', metadata.license, isLine, line);
  check('/kubeVersion', metadata.kubeVersion, isVersionRange, 'a range of versions such as >=1.28.0-0');
  check('/home', metadata.home, isWebAddress, address);
  check('/icon', metadata.icon, (text) => isWebAddress(text) || /^data:image\/\S+$/.test(text), address);
  metadata.sources?.forEach((source, i) => check(`/sources/${i}`, source, isAddress, address));
  metadata.keywords?.forEach((keyword, i) => check(`/keywords/${i}`, keyword, isLine, line));
  metadata.maintainers?.forEach(({ name, email, url }, i) => {
    check(`/maintainers/${i}/name`, name, isLine, line);
    check(`/maintainers/${i}/email`, email, isMail, 'an e-mail address');
    check(`/maintainers/${i}/url`, url, isWebAddress, address);
  });
  metadata.links?.forEach(({ name, url }, i) => {
    check(`/links/${i}/name`, name, isLine, line);
    check(`/links/${i}/url`, url, isAddress, address);
  });
  metadata.changes?.forEach(({ description }, i) => {
    check(`/changes/${i}/description`, description, (text) => text.trim() !== '', 'a description');
  });
  return faults;
}
