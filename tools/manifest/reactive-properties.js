const isPublic = ({name, privacy}) => !name.startsWith('#') && (privacy ?? 'public') === 'public';

/**
 * Gives each element its properties and attributes. They derive from the flows' parameters, which the analyzer does not
 * see, because it reads one file at a time.
 */
export function reactiveProperties(classes) {
  return {
    name: 'reactive-properties',
    packageLinkPhase({customElementsManifest}) {
      for (const module of customElementsManifest.modules) {
        // the analyzer takes a local name for an exported one of the same name
        module.declarations = module.declarations.filter(({kind}) => kind === 'class');
        for (const declaration of module.declarations) {
          const properties = classes.get(declaration.name);
          if (properties) describe(declaration, properties);
        }
      }
    },
  };
}

function describe(declaration, properties) {
  const names = new Set(properties.map(({name}) => name));
  const others = declaration.members.filter((member) => isPublic(member) && !names.has(member.name));
  const analyzed = (name) => declaration.members.find((member) => member.name === name);
  declaration.members = [
    ...properties.map((property) => ({
      kind: 'field',
      name: property.name,
      type: {text: property.type},
      description: property.description,
      ...(property.default && {default: property.default}),
      ...(property.attribute && {attribute: property.attribute}),
      ...(property.reflects && {reflects: true}),
      ...(analyzed(property.name)?.inheritedFrom && {inheritedFrom: analyzed(property.name).inheritedFrom}),
    })),
    ...others.filter(({name}) => name !== 'shadowRootOptions'),
  ];
  declaration.attributes = properties
    .filter(({attribute}) => attribute)
    .map((property) => ({
      name: property.attribute,
      fieldName: property.name,
      type: {text: property.attributeType},
      description: property.isList
        ? `${property.description}\n\nSeveral are separated by commas.`
        : property.description,
      ...(property.default && {default: property.default}),
    }));
}
