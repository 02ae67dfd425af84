/** States are of a later schema than the one that the analyzer says it follows. */
export function latestSchema() {
  return {
    name: 'latest-schema',
    packageLinkPhase({customElementsManifest}) {
      customElementsManifest.schemaVersion = '2.1.0';
    },
  };
}
