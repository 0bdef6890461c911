import type { Environment, Library } from './library';
import { notOfFormat } from '../value-formats';
import { dnsLabel, dnsSubdomain, labelValue, qualifiedName, serviceLabel } from '../../../../core/validation/syntax';

/** What a text is checked for by its name; undefined for one that is right. */
type Check = (text: string) => string | undefined;

/** A form of texts that rules ask for by its name. */
class NamedFormat {
  constructor(readonly check: Check) {}
}

/** A prefix of a name may end in a dash, since something comes after it. */
const prefix =
  (check: Check): Check =>
  (text) =>
    check(text.endsWith('-') ? `${text.slice(0, -1)}a` : text);

const ofFormat =
  (name: string): Check =>
  (text) => {
    const noun = notOfFormat(text, name);
    return noun === undefined ? undefined : `is not ${noun}`;
  };

const formats: { readonly [name: string]: Check } = {
  dns1123Label: dnsLabel(),
  dns1123Subdomain: dnsSubdomain(),
  dns1035Label: serviceLabel,
  dns1123LabelPrefix: prefix(dnsLabel()),
  dns1123SubdomainPrefix: prefix(dnsSubdomain()),
  dns1035LabelPrefix: prefix(serviceLabel),
  qualifiedName,
  labelValue,
  uri: ofFormat('uri'),
  uuid: ofFormat('uuid'),
  byte: ofFormat('byte'),
  date: ofFormat('date'),
  datetime: ofFormat('datetime'),
};

/** The word `format` before a dot: `format.dns1123Label()`. */
class FormatFunctions {}

/** `format.named(...)` and its like. Source: apiserver/pkg/cel/library/format.go. */
export function withNamedFormats(environment: Environment, { Optional }: Library): Environment {
  environment
    .registerType('NamedFormat', NamedFormat)
    .registerType('FormatFunctions', FormatFunctions)
    .registerConstant('format', 'FormatFunctions', new FormatFunctions())
    .registerFunction('FormatFunctions.named(string): optional<NamedFormat>', (_: unknown, name: string) =>
      Object.hasOwn(formats, name) ? Optional.of(new NamedFormat(formats[name]!)) : Optional.none(),
    )
    .registerFunction(
      'NamedFormat.validate(string): optional<list<string>>',
      ({ check }: NamedFormat, text: string) => {
        const message = check(text);
        return message === undefined ? Optional.none() : Optional.of([message]);
      },
    );
  for (const [name, check] of Object.entries(formats))
    environment.registerFunction(`FormatFunctions.${name}(): NamedFormat`, () => new NamedFormat(check));
  return environment;
}
