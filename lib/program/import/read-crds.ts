import { readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import ts from 'typescript';
import type { Primitive } from '../../core/kubernetes/api-type';
import type { Api, Field, FieldType, Kind, Struct } from './api';

/** Which custom resources to read, and where. */
export interface CustomResources {
  /** A package of `@kubernetes-models`, as installed. */
  readonly directory: string;
  readonly group: string;
  /** Version and kind of each resource; the version that comes first keeps the plain name. */
  readonly kinds: readonly { readonly version: string; readonly kind: string }[];
  /** Structs that are only typed as far as the listed fields: whatever else they hold is let through. */
  readonly open?: { readonly [name: string]: readonly string[] };
  /** Optional fields of structs that releases after the package have; whatever they hold is let through. */
  readonly later?: { readonly [name: string]: readonly string[] };
  /** Structs with a list of themselves, by the field that holds it. The package has `any` there, as a CRD must. */
  readonly recursive?: { readonly [name: string]: string };
  /** Names of string types that stand for a format. */
  readonly formats?: { readonly [name: string]: Primitive };
}

/** The custom resources that the `.d.ts` files of an installed package describe. */
export function readCrds(resources: CustomResources, kubernetes: Api): Api {
  return new Reader(resources, kubernetes).read();
}

class Reader {
  private readonly structs = new Map<string, Struct>();
  private readonly kubernetesIds: ReadonlyMap<string, string>;
  private readonly program: ts.Program;
  private readonly checker: ts.TypeChecker;

  constructor(
    private readonly resources: CustomResources,
    kubernetes: Api,
  ) {
    this.kubernetesIds = new Map([...kubernetes.structs.keys()].map((id) => [longName(id), id]));
    this.program = ts.createProgram(
      resources.kinds.map((kind) => this.fileOf(kind)),
      {
        target: ts.ScriptTarget.ES2022,
        lib: ['lib.es5.d.ts'],
        module: ts.ModuleKind.Node16,
        moduleResolution: ts.ModuleResolutionKind.Node16,
        strict: true,
        types: [],
      },
    );
    this.checker = this.program.getTypeChecker();
  }

  read(): Api {
    const { directory, kinds } = this.resources;
    const { name, version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Record<
      string,
      string
    >;
    return {
      source: `${name} ${version}`,
      kinds: kinds.map((entry) => this.kind(entry)),
      structs: this.structs,
    };
  }

  private kind(entry: { readonly version: string; readonly kind: string }): Kind {
    const { version, kind } = entry;
    const { group } = this.resources;
    const declaration = this.program
      .getSourceFile(this.fileOf(entry))
      ?.statements.find((node) => ts.isInterfaceDeclaration(node) && node.name.text === `I${kind}`);
    if (!declaration) throw new Error(`${this.fileOf(entry)} declares no ${kind}`);
    const type = this.checker.getTypeAtLocation(declaration);
    const className = this.uniqueName(kind, version);
    const written = this.fields(type, kind, (name) => !['apiVersion', 'kind', 'status'].includes(name));
    const id = `${group}.${version}.${kind}`;
    const struct = { id, name: `${className}Props`, doc: this.docOf(type.symbol), fields: written };
    this.structs.set(id, struct);
    return { apiVersion: `${group}/${version}`, kind, className, struct };
  }

  private fileOf({ version, kind }: { readonly version: string; readonly kind: string }): string {
    return join(this.resources.directory, this.resources.group, version, `${kind}.d.ts`);
  }

  /** The upstream name of an interface, which is read on the way when it is new. */
  private structId(type: ts.Type): string {
    const plain = type.symbol.name.replace(/^I/, '');
    const file = type.symbol.declarations![0]!.getSourceFile();
    const foreign = this.kubernetesIds.get(longName(exportedName(file, type.symbol.name)));
    if (foreign) return foreign;
    const path = relative(this.resources.directory, dirname(file.fileName));
    if (path.startsWith('..')) throw new Error(`${file.fileName}: Kubernetes has no ${plain}`);
    const id = `${path.replaceAll('/', '.')}.${plain}`;
    if (this.structs.has(id)) return id;

    // A struct may contain itself, so its place is taken before its fields are read.
    this.structs.set(id, { id, name: plain, doc: '', fields: [] });
    const open = this.resources.open?.[plain];
    const children = this.resources.recursive?.[plain];
    const later = (this.resources.later?.[plain] ?? []).map((name): Field => {
      return {
        name,
        doc: 'Of releases after this package.',
        required: false,
        type: { kind: 'primitive', name: 'any' },
      };
    });
    const fields = [...this.fields(type, plain, (name) => open?.includes(name) ?? true), ...later];
    this.structs.set(id, {
      id,
      name: this.uniqueName(plain, basename(path)),
      doc: this.docOf(type.symbol),
      fields: fields.map((field) =>
        field.name === children ? { ...field, type: { kind: 'list', of: { kind: 'struct', id } } } : field,
      ),
      open: open !== undefined,
    });
    return id;
  }

  private fields(type: ts.Type, owner: string, wanted: (name: string) => boolean): Field[] {
    return this.checker
      .getPropertiesOfType(type)
      .filter(({ name }) => wanted(name))
      .map((property) => this.field(property, owner))
      .sort((a, b) => Number(b.required) - Number(a.required));
  }

  /** The version is part of the name where it is not the first: `RouteV1Beta1`. */
  private uniqueName(plain: string, version: string): string {
    if (version === this.resources.kinds[0]!.version) return plain;
    return plain + version.replace(/[a-z]+/g, capitalized);
  }

  private field(property: ts.Symbol, owner: string): Field {
    const { checker } = this;
    const declaration = property.valueDeclaration;
    if (!declaration || !ts.isPropertySignature(declaration) || !declaration.type) {
      throw new Error(`${owner}.${property.name} is not a plain field`);
    }
    return {
      name: property.name,
      doc: this.docOf(property),
      required: !declaration.questionToken,
      type:
        this.format(declaration.type) ??
        this.fieldType(checker.getTypeFromTypeNode(declaration.type), `${owner}${capitalized(property.name)}`),
    };
  }

  /** The format that a string type has by its name; the compiler forgets names of strings. */
  private format(node: ts.TypeNode): FieldType | undefined {
    if (!ts.isTypeReferenceNode(node)) return undefined;
    const longName = node.typeName.getText();
    const found = Object.entries(this.resources.formats ?? {}).find(([name]) => longName.endsWith(name));
    return found && { kind: 'primitive', name: found[1] };
  }

  /** `place` names a type that has no name of its own. */
  private fieldType(type: ts.Type, place: string): FieldType {
    const { checker } = this;
    const alias = type.aliasSymbol?.name.replace(/^I/, '');
    const primitive = namedPrimitives[alias ?? nameOf(type)] ?? primitiveOf(type);
    if (primitive) return { kind: 'primitive', name: primitive };
    const members = type.isUnion() ? type.types : [type];
    if (members.every((member) => member.isStringLiteral())) {
      return { kind: 'enum', name: alias ?? place, values: members.map(({ value }) => value).sort() };
    }
    if (members.every((member) => member.isNumberLiteral())) return { kind: 'primitive', name: 'integer' };
    if (checker.isArrayType(type)) {
      return { kind: 'list', of: this.fieldType(checker.getTypeArguments(type as ts.TypeReference)[0]!, place) };
    }
    const index = type.getStringIndexType();
    if (index) return { kind: 'map', of: this.fieldType(index, place) };
    if (type.isClassOrInterface()) return { kind: 'struct', id: this.structId(type) };
    throw new Error(`${place}: cannot read the type ${checker.typeToString(type)}`);
  }

  private docOf(symbol: ts.Symbol): string {
    return ts.displayPartsToString(symbol.getDocumentationComment(this.checker)).trim();
  }
}

/** The long name by which other files import an interface. */
function exportedName(file: ts.SourceFile, name: string): string {
  for (const statement of file.statements) {
    if (!ts.isExportDeclaration(statement) || !statement.exportClause || !ts.isNamedExports(statement.exportClause))
      continue;
    const element = statement.exportClause.elements.find(({ propertyName }) => propertyName?.text === name);
    if (element) return element.name.text.replace(/^I/, '');
  }
  return name;
}

/** `io.k8s.api.core.v1.Container` as the packages spell it: `IoK8sApiCoreV1Container`, here in lower case. */
const longName = (id: string) => id.replace(/[^A-Za-z0-9]/g, '').toLowerCase();

/** The name of an interface or class; other types may have no symbol, whatever the declaration of `ts.Type` says. */
const nameOf = (type: ts.Type): string => (type.isClassOrInterface() ? type.symbol.name : '');

/** Names whose meaning is lost in the type that they stand for. */
const namedPrimitives: { readonly [name: string]: Primitive } = {
  IntOrString: 'intOrString',
  Quantity: 'quantity',
  IJSON: 'any',
};

function primitiveOf(type: ts.Type): Primitive | undefined {
  if (type.flags & ts.TypeFlags.String) return 'string';
  // Custom resources hold no other numbers; a fraction is written as a quantity.
  if (type.flags & ts.TypeFlags.Number) return 'integer';
  if (type.flags & ts.TypeFlags.Boolean) return 'boolean';
  return type.flags & ts.TypeFlags.Any ? 'any' : undefined;
}

const capitalized = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
