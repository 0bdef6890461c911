import { App } from 'cdk8s';
import {
  HelmChart,
  type HelmChartProps,
  type Environment,
} from '../../core/manifest';
import { values as valuesOf, type Fields, type Group } from '../../core/values';

/** One idiom of Helm, and how it is said here. */
export interface PhraseProps<F extends Fields> {
  /** What people look for; the heading in the page. */
  readonly title: string;
  /** As people write it in templates and values files. */
  readonly helm: string;
  /** What a user of the chart may set. @default nothing but what every chart has */
  readonly values?: F;
  /** Where it runs. @default production, as the defaults are */
  readonly environments?: { readonly [name: string]: Environment<Group<F>> };
  /** What else the chart is told. */
  readonly props?: Partial<
    Omit<HelmChartProps<Group<F>>, 'values' | 'environments'>
  >;
  /** What stands in the constructor of the chart. */
  build(this: HelmChart<Group<F>>): void;
  /** The pieces of output that the page shows, at least one. */
  readonly prints: readonly Piece[];
  /** What there is to know, in Markdown. */
  readonly says?: string;
}

/** A file of the output, or the lines of it that matter. */
export interface Piece {
  /** Path in the chart, or in `dist/<chart>/` where it begins with the name of an environment. */
  readonly file: string;
  /** The first line is the first that begins with this text. @default the first of the file */
  readonly from?: string;
  /** The last line is the next that has this text. @default the last of the file */
  readonly to?: string;
}

/** An idiom whose chart can be made, under any name. */
export interface Phrase extends Pick<
  PhraseProps<Fields>,
  'title' | 'helm' | 'prints' | 'says'
> {
  readonly make: (name: string) => App;
}

/** An idiom that has no words here: what is nearest. */
export interface Unsaid {
  readonly title: string;
  readonly helm: string;
  /** Why, and what instead, in Markdown. */
  readonly instead: string;
}

/** Declares an idiom. Its source stands in the page: `values`, `environments`, `props` and the body of `build`. */
export function phrase<const F extends Fields = Record<never, never>>(
  given: PhraseProps<F>,
): Phrase {
  const {
    title,
    helm,
    prints,
    says,
    values = {} as F,
    environments,
    props,
  } = given;
  const make = (name: string): App => {
    const app = new App();
    const chart = new HelmChart<Group<F>>(app, name, {
      values: valuesOf(values),
      environments: environments ?? { production: { values: {} } },
      version: '1.4.0',
      appVersion: '2.1.0',
      description: 'A shop',
      ...props,
    });
    given.build.call(chart);
    return app;
  };
  return { title, helm, prints, make, ...(says !== undefined && { says }) };
}
