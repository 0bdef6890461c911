import { pointerTo, type Json } from '../../core/values';
import { editAt, lineAfter, lineBefore, type Edit } from './edit';
import { descend, inForm, isMember, isSaid, meaning } from './forms';
import { textAt } from './groups';
import type { Offer, Use } from './offer';
import type { Printed, PrintedChart } from './printed';
import { placeIn, type Project } from './project';
import type { Scope } from './scope';
import type { Call, Source, Written } from './source';
import { camelCase } from '../../core/values/camel-case';
import { quoted } from './words';

/** Where in the sources a construct was made. */
interface Site {
  readonly source: Source;
  readonly call: Call;
  /** Whether one line makes several objects of a kind, as in a loop. */
  readonly isShared: boolean;
}

/** Finds the places of a chart's values in its sources. */
export class Places {
  private readonly sites = new Map<Printed, Site | undefined>();
  /** Constants that edits make. */
  private readonly constants = new Map<string, Edit>();

  constructor(
    private readonly chart: PrintedChart,
    readonly scope: Scope,
    private readonly project: Project,
  ) {}

  /** What to write so that a value decides all its places. */
  editsOf(offer: Offer): { readonly use?: Use; readonly edit: Edit }[] {
    const reference = `${this.scope.self}.values.${offer.path.join('.')}`;
    const found: { use?: Use; edit: Edit }[] = [];
    const seen = new Set<string>();
    const named = this.namedSecret(offer, reference);
    if (named) found.push({ use: offer.uses[0]!, edit: named });
    for (const use of offer.uses.filter(({ object }) => !named || object.maker !== 'plus')) {
      const express = use.express?.(reference) ?? reference;
      const edit = this.inPlace(use, express) ?? this.besidesImage(use, express, found) ?? this.binding(use, express);
      const key = `${edit.file}:${edit.line}:${edit.column} ${edit.replacement}`;
      if (edit.replacement !== '' && !seen.has(key)) found.push({ use, edit });
      seen.add(key);
    }
    if (offer.isExternal) {
      const { source, self, last, head } = this.scope;
      const line = `External.of(${self}).secret(${reference}, { reason: 'made outside of this chart' });`;
      found.push({ edit: lineBefore(source, last, line, head !== undefined) });
    }
    for (const object of offer.toggles ?? [])
      found.push({
        edit: this.statement(object, (construct) => `Condition.of(${construct}).when(${reference});`, false),
      });
    return found;
  }

  /** A Secret that cdk8s-plus knows by its name: the one place where that is said. */
  private namedSecret({ family, value, uses }: Offer, reference: string): Edit | undefined {
    if (!family?.startsWith('secret ') || !uses.some(({ object }) => object.maker === 'plus')) return undefined;
    const { source, start, end } = this.scope;
    const names = source.tokens
      .filter((token) => token.source === 'fromSecretName' && token.start > start && token.end < end)
      .flatMap((token) => source.callAt(token.start)?.args[2] ?? [])
      .filter((written) => written.value === value);
    return names.length === 1
      ? editAt(source, names[0]!, `token(${reference})`, { isLiteral: true, property: 'secret' })
      : undefined;
  }

  /** The constants that the statements name. */
  get declared(): Edit[] {
    return [...this.constants.values()];
  }

  /** The line that makes an object, where it is known. */
  lineOf = ({ lines }: Printed): string | undefined => lines[0];

  private siteOf(object: Printed): Site | undefined {
    if (this.sites.has(object)) return this.sites.get(object);
    const place = placeIn(object.lines[0] ?? '');
    const source = place && this.project.source(place.file);
    const offset = source?.offset(place!.line, place!.column) ?? -1;
    const isInside = source === this.scope.source && offset >= this.scope.start && offset < this.scope.end;
    const call = isInside ? source.callAt(offset) : undefined;
    const isShared = this.chart.objects.some(
      (other) => other !== object && other.lines[0] === object.lines[0] && isTwin(object, other),
    );
    const site = call && source ? { source, call, isShared } : undefined;
    this.sites.set(object, site);
    return site;
  }

  /** The literal itself, or what stands where the construct takes it. */
  private inPlace(use: Use, express: string): Edit | undefined {
    const site = this.siteOf(use.object);
    if (!site || site.isShared || use.object.maker === 'included' || use.value === undefined || use.isBound)
      return undefined;
    const found = use.object.maker === 'plus' ? this.inProps(use, site) : descend(site.call.args[2], use.keys);
    if (!found) return undefined;
    const { maker } = use.object;
    const isScalar = typeof use.value !== 'object';
    if (!isScalar && maker !== 'literal' && maker !== 'own') return undefined;
    const place = this.saying(found, use.value, maker);
    if (!place) return undefined;
    const wrapped =
      maker === 'literal' || maker === 'own'
        ? express
        : inForm(site.source.slice(place.written), place.written, use, express);
    return editAt(site.source, place.written, wrapped, {
      isLiteral: place.from === undefined,
      ...(place.from !== undefined && { from: place.from }),
      ...site.source.keyBefore(place.written.start),
    });
  }

  /** Where the properties of a construct of cdk8s-plus, or calls of its methods, say something. */
  private inProps({ object, props, method, value }: Use, { source, call }: Site): Written | undefined {
    if (method && call.variable !== undefined) {
      const args = source.callsOf(call.variable, method.name).flatMap(({ args }) => args[method.argument] ?? []);
      const same = args.filter((arg) => arg.value === value);
      // Of two calls each would take a token of its own, which the construct would take for two hosts.
      return same.length === 1 && args.length === 1 ? same[0] : undefined;
    }
    if (!props) return undefined;
    const root = call.args.at(-1);
    const direct = descend(root, props);
    if (direct || call.variable === undefined) return direct;
    const [list, index, ...rest] = props;
    const adds = list === 'containers' ? 'addContainer' : list === 'initContainers' ? 'addInitContainer' : undefined;
    if (adds !== undefined && root?.entries) {
      const count = root.entries.get(String(list))?.items?.length ?? 0;
      return descend(source.callsOf(call.variable, adds)[Number(index) - count]?.args[0], rest);
    }
    if (object.kind !== 'ConfigMap' || list !== 'data') return undefined;
    const added = source.callsOf(call.variable, 'addData').filter(({ args }) => args[0]?.value === index);
    return added.length === 1 ? added[0]!.args[1] : undefined;
  }

  /** The part of what is written there that says a value; undefined where it does not. */
  private saying(
    found: Written,
    value: Json,
    maker: Printed['maker'],
  ): { readonly written: Written; readonly from?: string } | undefined {
    if (isSaid(found, value) || (maker === 'plus' && meaning(found) === value)) return { written: found };
    if (maker === 'plus' && isMember(found, value)) return { written: found };
    if (typeof value === 'object' || typeof value === 'boolean') return undefined;
    const wraps =
      maker === 'typed' &&
      /(^|\.)(IntOrString\.from(String|Number)|Quantity\.from(String|Number))$/.test(found.callee ?? '');
    if (wraps) return found.args?.[0] && this.saying(found.args[0], value, maker);
    if (found.callee !== undefined || found.entries || found.items) return undefined;
    const from = found.name === undefined ? this.insideOf(found, value) : this.constant(found.name, value);
    return from === undefined ? undefined : { written: found, from };
  }

  /** A literal in an expression such as `props.replicas ?? 3`. */
  private insideOf({ start, end }: Written, value: Json): string | undefined {
    const { source } = this.scope;
    const inside = source.tokens.filter((token) => token.start >= start && token.end <= end);
    const isChoice = inside.some((token) => /^(\?\?|\|\|)$/.test(token.source));
    const same = inside.filter((token) => token.value === value);
    return isChoice && inside.at(-1)?.value === value && same.length === 1
      ? placeText(source, same[0]!.start)
      : undefined;
  }

  /** Where a name gets a value: the only literal behind `NAME =` or `name:` in the project that says it. */
  private constant(name: string, value: Json): string | undefined {
    const found = this.project.sources.flatMap((source) =>
      source.tokens.flatMap((token, i) => {
        if (token.source !== name || token.kind === 'number') return [];
        let next = i + 1;
        if (source.is(next, ':') && source.tokens[next + 1]?.kind === 'name' && source.is(next + 2, '=')) next += 2;
        if (!source.is(next, '=') && !source.is(next, ':')) return [];
        const said = source.tokens[next + 1];
        return said?.value === value ? [placeText(source, said.start)] : [];
      }),
    );
    return found[0] === undefined
      ? undefined
      : found.length === 1
        ? found[0]
        : `${found[0]} or ${found.slice(1).join(' or ')}`;
  }

  /** cdk8s-plus sets a pull policy by itself: where the image is said, the policy is said beside it. */
  private besidesImage(
    use: Use,
    express: string,
    found: readonly { readonly use?: Use; readonly edit: Edit }[],
  ): Edit | undefined {
    if (use.object.maker !== 'plus' || use.keys.at(-1) !== 'imagePullPolicy') return undefined;
    const site = this.siteOf(use.object);
    if (!site || this.inProps(use, site)) return undefined;
    const image = found.find(
      (each) => each.use?.object === use.object && each.use.keys.join() === [...use.keys.slice(0, -1), 'image'].join(),
    );
    if (!image || image.edit.text === '') return undefined;
    const policy = `, imagePullPolicy: token(${express})`;
    const index = found.indexOf(image);
    (found as { use?: Use; edit: Edit }[])[index] = {
      ...image,
      edit: { ...image.edit, replacement: `${image.edit.replacement}${policy}` },
    };
    return { ...image.edit, replacement: '' };
  }

  private binding({ object, keys }: Use, express: string): Edit {
    const property = String(keys.filter((key) => typeof key === 'string').at(-1));
    const write = (construct: string) => `Binding.of(${construct}).set(${quoted(pointerTo('', ...keys))}, ${express});`;
    return { ...this.statement(object, write, true), property };
  }

  /** A statement about the construct of an object, behind the one that makes it, else at the end. */
  private statement(object: Printed, write: (construct: string) => string, isOfObject: boolean): Edit {
    const { source, self, last, head } = this.scope;
    const site = this.siteOf(object);
    const isDirect =
      site &&
      !site.isShared &&
      site.call.after !== undefined &&
      (site.call.variable !== undefined || site.call.isStatement);
    const variable = isDirect ? (site.call.variable ?? this.declare(site, object)) : undefined;
    if (
      variable !== undefined &&
      site?.call.after !== undefined &&
      (object.maker === 'included' || this.isOf(object, site))
    ) {
      const name = object.maker === 'included' ? included(variable, object, isJavaScript(source.file)) : variable;
      return lineAfter(
        source,
        site.call.after,
        write(isOfObject && object.maker === 'plus' ? `ApiObject.of(${name})` : name),
        site.call.start,
      );
    }
    const path = object.ids.map((id) => `.node.findChild(${quoted(id)})`).join('');
    return lineBefore(
      source,
      last,
      write(isOfObject ? `ApiObject.of(${self}${path})` : `${self}${path}`),
      head !== undefined,
    );
  }

  /** Whether the result of a call is the construct of an object: `exposeViaIngress` makes a Service on its way. */
  private isOf(object: Printed, { call }: Site): boolean {
    const twins = this.chart.objects.filter(({ lines }) => lines[0] === object.lines[0]);
    return twins.length === 1 || (call.callee.endsWith('exposeViaIngress') && object.kind === 'Ingress');
  }

  /** A constant for a construct that has none. */
  private declare({ source, call }: Site, object: Printed): string | undefined {
    const key = `${source.file}:${call.start}`;
    const known = this.constants.get(key);
    if (known) return known.replacement.split(' ')[1];
    if (
      object.maker !== 'included' &&
      this.chart.objects.filter(({ lines }) => lines[0] === object.lines[0]).length > 1
    )
      return undefined;
    const base = camelCase(object.maker === 'included' ? (object.ids.at(-2) ?? 'include') : object.ids.at(-1)!);
    const words = new Set([
      ...source.tokens.filter(({ kind }) => kind === 'name').map((token) => token.source),
      ...[...this.constants.values()].map(({ replacement }) => replacement.split(' ')[1]!),
    ]);
    let name = base;
    for (let n = 1; words.has(name) || reserved.test(name); n++)
      name = n === 1 ? `${base}${object.kind}` : `${base}${object.kind}${n}`;
    this.constants.set(key, editAt(source, { start: call.start, end: call.start }, `const ${name} = `));
    return name;
  }
}

const reserved =
  /^(default|delete|new|class|function|export|import|package|public|private|static|enum|in|do|if|for|case|void|with|this|super|true|false|null|interface|var|let|const|await|async|switch|return|try|catch)$/;

/** Whether two objects of one line are of one kind there, so that the line is not that of either. */
function isTwin(object: Printed, other: Printed): boolean {
  if (object.maker === 'included')
    return other.maker === 'included' && object.ids.slice(0, -1).join('/') !== other.ids.slice(0, -1).join('/');
  return object.kind === other.kind;
}

/** Whether a file has no types. */
export const isJavaScript = (file: string): boolean => /\.[cm]?jsx?$/.test(file);

/** An object of a file of YAML. */
function included(variable: string, object: Printed, isUntyped: boolean): string {
  const name = textAt(object.object, 'metadata', 'name');
  const test = `object.kind === ${quoted(object.kind)}${name === undefined ? '' : ` && object.metadata.name === ${quoted(name)}`}`;
  return `${variable}.apiObjects.find((object) => ${test})${isUntyped ? '' : '!'}`;
}

const placeText = (source: Source, offset: number): string => {
  const { line, column } = source.position(offset);
  return `${source.file}:${line}:${column}`;
};
