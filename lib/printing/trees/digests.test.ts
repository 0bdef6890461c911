import { describe } from '@jest/globals';
import { concat, digest, entries, named, overlaid, text } from '../../core/values';
import { both } from './cases.fixture';

describe('digests in both outputs', () => {
  both(
    'the digest of a value is that of its JSON with sorted keys',
    ({ labels, block, hosts, noLabels, names, noNames }) => ({
      tree: {
        map: digest(labels),
        block: digest(block),
        list: digest(hosts),
        empty: digest(noLabels),
        concat: digest(concat(names, noNames)),
        merged: digest(overlaid(labels, noLabels)),
        text: text`sha256-${digest(labels)}`,
      },
      yaml: `
      map: "0f99e241361d4a705863279950d34bd0fcd481c1e87cd1995ad676666554b7f4"
      block: "71fa7d984b135561a44aca77f8749fa03bdd6b2bfdeb620edcd8526a1d081c1d"
      list: c218430df56f24c888e271597f82f55c65a02720a5b2d0cab2cdf0ce4076425a
      empty: "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
      concat: "0473ef2dc0d324ab659d3580c1134e9d812035905c4781fdd6d529b0c6860e13"
      merged: "0f99e241361d4a705863279950d34bd0fcd481c1e87cd1995ad676666554b7f4"
      text: sha256-0f99e241361d4a705863279950d34bd0fcd481c1e87cd1995ad676666554b7f4
    `,
      helm: `
      map: {{ .Values.labels | toJson | sha256sum | quote }}
      block: {{ .Values.block | toJson | sha256sum | quote }}
      list: {{ .Values.hosts | toJson | sha256sum | quote }}
      empty: {{ .Values.noLabels | toJson | sha256sum | quote }}
      concat: {{ concat .Values.names .Values.noNames | default list | toJson | sha256sum | quote }}
      merged: {{ mergeOverwrite (dict) .Values.labels .Values.noLabels | toJson | sha256sum | quote }}
      text: {{ printf "sha256-%s" (.Values.labels | toJson | sha256sum) | quote }}
    `,
      also: [
        { labels: { z: '<b>&amp;', a: '\u2028', B: 'é', '10': '\u007f', '9': '"\\' } },
        { block: { cpu: '1e3', shares: 1e21 }, names: ['\b\f', '\t', '\u{1f600}'] },
        { block: { shares: 9007199254740991 } },
      ],
    }),
  );

  both('the digest of a named template is that of its data, not of its text', ({ name, big, ratio, flag, labels }) => {
    const data = named('data', 'The data.', {
      word: 'yes',
      name,
      text: text`x: ${big}`,
      number: big,
      fraction: ratio,
      truth: flag,
      ...entries(labels),
    } as object);
    return {
      tree: { digest: digest(data), data },
      yaml: `
      digest: "8174e542feb68abacf9aadc9d3bcc51dc299f9c6779dcde823c38a109048ba94"
      data:
        word: "yes"
        name: api
        text: "x: 12345678"
        number: 12345678
        fraction: 0.5
        truth: true
        team: core
    `,
      helm: `
      digest: {{ include "example.data" . | fromYaml | toJson | sha256sum | quote }}
      data:
        {{- include "example.data" . | nindent 2 }}
    `,
    };
  });
});
