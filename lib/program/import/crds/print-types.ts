import { docComment, width } from '../doc-comment';
import type { KindClass, ModuleModel } from './module-model';
import { propertyName, quoted } from './names';
import type { Field, PlaceType, Struct } from './types-of';

/** The TypeScript file with an interface for each struct, and for the properties of each construct. */
export function printTypes(model: ModuleModel, head: string): string {
  const printer = new Printer(model);
  const blocks = [
    ...model.kinds.map((kind) => printer.props(kind)),
    ...model.structs.map(({ name, struct }) => printer.struct(name, struct)),
  ];
  return [head, printer.imports(), ...blocks].join('\n\n') + '\n';
}

class Printer {
  private readonly used = new Set(['KubeMetadata']);

  constructor(private readonly model: ModuleModel) {}

  /** Valid once everything else has been printed. */
  imports(): string {
    return `import type { ${[...this.used].sort().join(', ')} } from 'chartwright';`;
  }

  props({ propsName, kind, fields }: KindClass): string {
    const metadata = `  /** Name, labels and annotations of the object. */\n  readonly metadata?: KubeMetadata;`;
    return this.interface(propsName, `What a ${kind} has.`, fields, [metadata]);
  }

  struct(name: string, struct: Struct): string {
    return this.interface(name, struct.doc, struct, []);
  }

  private interface(name: string, doc: string, { fields, isOpen }: Struct, first: readonly string[]): string {
    const required = fields.filter(({ isRequired }) => isRequired);
    const optional = fields.filter(({ isRequired }) => !isRequired);
    const lines = [...required.map((each) => this.field(each)), ...first, ...optional.map((each) => this.field(each))];
    if (isOpen) lines.push('  /** Fields that the definition does not list. */\n  readonly [name: string]: unknown;');
    const body = lines.length === 0 ? '{}' : `{\n${lines.join('\n\n')}\n}`;
    return `${docComment([tsdoc(doc)], '')}export interface ${name} ${body}`;
  }

  private field(field: Field): string {
    const comment = docComment([tsdoc(field.doc), field.fallback && `@default ${tsdoc(field.fallback)}`], '  ');
    const start = `  readonly ${propertyName(field.name)}${field.isRequired ? '' : '?'}: `;
    return comment + this.wrapped(start, field);
  }

  private wrapped(start: string, { name, type }: Field): string {
    // Else `{}`, which has such a member by itself, would not be one of the type.
    const other = ofEveryObject.has(name) ? ` | Object['${name}']` : '';
    return `${start}${this.templated(type, '  ', start.length, other.length + 1)}${other};`;
  }

  /**
   * The type of a place where a literal or an expression may stand: on one line where it fits, else broken as prettier does it.
   *
   * @param indent of the line on which it begins
   * @param before how much stands before it on its line
   * @param after how much will stand behind it
   */
  private templated(type: PlaceType, indent: string, before: number, after: number): string {
    if (type.kind === 'any') return this.bare(type, indent, before, after);
    const templated = isOtherThanTexts(type) ? 'TemplatedChoice' : 'Templated';
    this.used.add(templated);
    const whole = `${templated}<${this.bare(type, indent, 0, -Infinity)}>`;
    if (before + whole.length + after <= width) return whole;
    const isHugged = type.kind !== 'list' && type.kind !== 'choices';
    if (isHugged) return `Templated<${this.bare(type, indent, before + 10, after + 1)}>`;
    const inside = `${indent}  `;
    return `${templated}<\n${inside}${this.bare(type, inside, inside.length, 0)}\n${indent}>`;
  }

  /** The same without expressions. */
  private bare(type: PlaceType, indent: string, before: number, after: number): string {
    const fits = (text: string) => before + text.length + after <= width;
    switch (type.kind) {
      case 'scalar':
        return type.type;
      case 'any':
        this.used.add('Tree');
        return 'Tree';
      case 'anyMap':
        this.used.add('Tree');
        return '{ readonly [key: string]: Tree }';
      case 'nothing':
        return '{ readonly [key: string]: never }';
      case 'choices': {
        const all = type.choices.map(literal);
        const line = all.join(' | ');
        return fits(line) ? line : all.map((choice) => `| ${choice}`).join(`\n${indent}`);
      }
      case 'list':
        return `readonly ${this.templated(type.of, indent, before + 9, after + 2)}[]`;
      case 'map': {
        const line = `{ readonly [key: string]: ${this.templated(type.of, indent, 0, -Infinity)} }`;
        if (fits(line)) return line;
        const inside = `${indent}  readonly [key: string]: `;
        return `{\n${inside}${this.templated(type.of, `${indent}  `, inside.length, 1)};\n${indent}}`;
      }
      case 'struct':
        return this.model.nameOf(type.struct);
    }
  }
}

const isOtherThanTexts = (type: PlaceType): boolean =>
  type.kind === 'choices' && type.choices.some((choice) => typeof choice !== 'string');

const literal = (value: string | number | boolean): string =>
  typeof value === 'string' ? quoted(value) : JSON.stringify(value);

/** What each object has by itself, so that `{}` would not be one of a type with such a field. */
const ofEveryObject: ReadonlySet<string> = new Set([
  ...['constructor', 'hasOwnProperty', 'isPrototypeOf', 'propertyIsEnumerable'],
  ...['toLocaleString', 'toString', 'valueOf'],
]);

/** A text of a definition within a comment: what would be read as a tag is only a word there. */
const tsdoc = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ' ').replace(/^(\s*)@/gm, '$1\\@');
