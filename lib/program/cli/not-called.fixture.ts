const constant = 'a constant';
const inside = 'for the parts of this library among each other';
const names = 'names for what stands in it';
const reading = 'for tests and tools that read what an app came to';

/** What is public and no call in a definition: why. */
export const notCalled: { readonly [name: string]: string } = {
  appVersion: constant,
  chartName: constant,
  chartVersion: constant,
  fullname: constant,
  isInstall: constant,
  isUpgrade: constant,
  kubernetesVersion: constant,
  labels: constant,
  releaseName: constant,
  releaseNamespace: constant,
  restrictedContainer: constant,
  restrictedPod: constant,
  selectorLabels: constant,
  wellKnownPrefix: constant,

  controllers: names,
  kinds: names,
  traits: names,

  DefinitionError: inside,
  registerKinds: 'called by the modules that an import writes',
  Expression: 'made by the functions of the algebra',
  run: 'looked at with the whole command line',

  evaluateManifest: reading,
  synthesize: reading,
};
