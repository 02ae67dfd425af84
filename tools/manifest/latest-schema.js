/** Names a later version of the schema than the analyzer does: states need it. */
export function latestSchema() {
  return {
    name: 'latest-schema',
    packageLinkPhase({customElementsManifest}) {
      customElementsManifest.schemaVersion = '2.1.0';
    },
  };
}
