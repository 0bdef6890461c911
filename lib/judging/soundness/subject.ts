import { chartFacts, type ChartDefinition, type Manifest } from '../../core/manifest';
import { defaults, overlay, type JsonObject, type Release } from '../../core/values';

/** A chart whose promise is tried: what the schema accepts, the cluster accepts. */
export interface Subject {
  readonly definition: ChartDefinition;
  readonly manifests: readonly Manifest[];
  /** The folder of its chart. */
  readonly chart: string;
}

/** What somebody gives to one installation of a chart. */
export interface Installation {
  readonly release: string;
  readonly namespace: string;
  /** What differs from `values.yaml`. */
  readonly values: JsonObject;
}

/** All values of an installation, defaults included, as Helm lays them over. */
export const allValues = ({ definition }: Subject, { values }: Installation): JsonObject =>
  overlay(defaults(definition.schema), values);

/**
 * An installation as templates see it.
 *
 * @param chart how the chart is called: its alias where it is a part of another @default its name
 */
export function releaseOf(subject: Subject, installation: Installation, chart = subject.definition.name): Release {
  return {
    values: allValues(subject, installation),
    release: { name: installation.release, namespace: installation.namespace },
    chart: { ...chartFacts(subject.definition), name: chart },
  };
}
