/** A form by which a credential is known for what it is. */
interface CredentialFormat {
  readonly name: string;
  readonly pattern: RegExp;
  /** Whether what the pattern found is one indeed. @default always */
  readonly isOne?: (found: RegExpExecArray) => boolean;
}

/** Example keys that AWS prints in its documentation. */
const isExample = (text: string): boolean => /EXAMPLE/.test(text);

/** Passwords that stand for one: variables, templates, stars, words that say so. */
const isPlaceholder = (password: string): boolean =>
  /^(\$\(.*|\$\{.*|\{\{.*|%[sv].*|<.*|\*+|x+|\.+|pass(word)?|pw|pwd|secret|changeme|REDACTED|USER(NAME)?|PASS(WORD)?)$/i.test(
    password,
  ) || /[${}<>]/.test(password);

export const credentialFormats: readonly CredentialFormat[] = [
  { name: 'an access key of AWS', pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/, isOne: ([key]) => !isExample(key) },
  { name: 'a private key', pattern: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/ },
  { name: 'a JSON Web Token', pattern: /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/ },
  { name: 'a token of GitHub', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})\b/ },
  { name: 'a token of GitLab', pattern: /\bgl(?:pat|dt|rt|cbt|ptt)-[A-Za-z0-9_-]{20,}/ },
  { name: 'a token of Slack', pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/ },
  {
    name: 'a webhook of Slack',
    pattern: /hooks\.slack\.com\/(?:services|workflows)\/T[A-Z0-9]{6,}\/B?[A-Za-z0-9]{6,}\/[A-Za-z0-9]{16,}/,
    isOne: ([url]) => !/\/[xX]{16,}$|\/0{16,}$/.test(url),
  },
  { name: 'a key of Stripe', pattern: /\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}|\bwhsec_[A-Za-z0-9+/]{24,}/ },
  { name: 'a key of Razorpay', pattern: /\brzp_(?:live|test)_[A-Za-z0-9]{14,}\b/ },
  { name: 'a key of Google', pattern: /\bAIza[A-Za-z0-9_-]{35}\b|\bya29\.[A-Za-z0-9_-]{20,}/ },
  { name: 'a key of SendGrid', pattern: /\bSG\.[A-Za-z0-9_-]{20,24}\.[A-Za-z0-9_-]{39,50}/ },
  { name: 'a token of npm or PyPI', pattern: /\bnpm_[A-Za-z0-9]{36}\b|\bpypi-AgEIcHlwaS[A-Za-z0-9_-]{40,}/ },
  { name: 'a token of Docker Hub', pattern: /\bdckr_(?:pat|oat)_[A-Za-z0-9_-]{20,}/ },
  { name: 'a key of Anthropic or OpenAI', pattern: /\bsk-(?:ant-|proj-)[A-Za-z0-9_-]{20,}/ },
  { name: 'a token of Vault', pattern: /\bhv[sbr]\.[A-Za-z0-9_-]{20,}/ },
  { name: 'a token of PagerDuty', pattern: /\b(?:pdus\+_[A-Za-z0-9]{8,}|u\+[A-Za-z0-9_+-]{18})(?![A-Za-z0-9])/ },
  {
    name: 'a URL with a password',
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/"'`<>]{0,64}:([^\s@/"'`]{1,128})@[A-Za-z0-9.[$({-]/,
    isOne: ([, password = '']) => !isPlaceholder(password),
  },
];

/** One pass over a text that tells whether any format may be in it. */
const mayHoldOne =
  /A[KS]IA|PRIVATE KEY|eyJ|gh[pousr]_|github_pat_|gl(?:pat|dt|rt|cbt|ptt)-|xox|hooks\.slack|_(?:live|test)_|whsec_|AIza|ya29\.|SG\.|npm_|pypi-|dckr_|sk-|hv[sbr]\.|pdus\+|u\+|:\/\/[^\s/@]*:[^\s/@]*@/;

/** What kind of credential is in a text, or none. The text of `harmless` values does not count. */
export function credentialIn(text: string, harmless: ReadonlySet<string>): string | undefined {
  if (text.length < 12 || !mayHoldOne.test(text)) return undefined;
  for (const { name, pattern, isOne = () => true } of credentialFormats) {
    for (const found of text.matchAll(new RegExp(pattern, 'g'))) {
      if (isOne(found) && ![...harmless].some((value) => value === found[0] || value === found[1] || value === text))
        return name;
    }
  }
  return undefined;
}
