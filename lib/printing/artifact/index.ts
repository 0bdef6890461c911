export { manifestArtifact, type ManifestArtifact } from './manifest-artifact';
export { imageLayout } from './image-layout';
