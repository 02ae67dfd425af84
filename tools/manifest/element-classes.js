import {fileURLToPath} from 'node:url';
import ts from 'typescript';

const dist = new URL('../../dist/', import.meta.url);
/** The module of all elements, and that of their base class, which the package does not export. */
const MODULES = ['index', 'components/internal/flow-element'];

/**
 * Returns the reactive properties of each element class: their attributes come from Lit at run time, their types and
 * descriptions from the published declarations.
 */
export async function elementClasses() {
  const classes = new Map();
  const {checker, exportsOf} = publishedTypes();
  for (const module of MODULES) {
    const symbols = exportsOf(module);
    for (const [name, constructor] of Object.entries(await import(new URL(`${module}.js`, dist).href))) {
      if (!constructor.elementProperties) continue;
      void constructor.observedAttributes; // makes Lit finish the class
      const type = checker.getDeclaredTypeOfSymbol(symbols.find((symbol) => symbol.name === name));
      const declared = (property) => checker.getPropertyOfType(type, property);
      const properties = [...constructor.elementProperties].filter(
        // attributes in a second spelling have no property of their own
        ([property, {state}]) => !state && declared(property),
      );
      classes.set(
        name,
        properties.map(([property, declaration]) => propertyOf(checker, declared(property), declaration)),
      );
    }
  }
  return classes;
}

function publishedTypes() {
  const path = (module) => fileURLToPath(new URL(`${module}.d.ts`, dist));
  const program = ts.createProgram(MODULES.map(path), {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const exportsOf = (module) =>
    checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(path(module))));
  return {checker, exportsOf};
}

function propertyOf(checker, symbol, {attribute, reflect}) {
  const declared = checker.getTypeOfSymbol(symbol);
  const type = checker.getNonNullableType(declared);
  const description = ts.displayPartsToString(symbol.getDocumentationComment(checker)).replace(/\n/g, ' ');
  if (!description) throw new Error(`${symbol.name} has no description: write one where it is declared`);
  const isList = checker.isArrayLikeType(type);
  return {
    name: symbol.name,
    type: textOf(checker, declared),
    description,
    default: /Default: `([^`]+)`/.exec(description)?.[1],
    attribute: attribute === false ? undefined : (attribute ?? symbol.name.toLowerCase()),
    attributeType: attributeText(checker, isList ? checker.getTypeArguments(type)[0] : type),
    isList,
    reflects: reflect === true,
  };
}

function textOf(checker, type) {
  const flags = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType;
  return (
    checker
      .typeToString(type, undefined, flags)
      // every property can be taken back by these
      .replace(/ \| (null|undefined)\b/g, '')
      // keeps an editor's suggestions, and is any text
      .replaceAll('(string & {})', 'string')
  );
}

/** Returns the type of an attribute: its known values, or any text. */
function attributeText(checker, type) {
  const members = type.isUnion() ? type.types : [type];
  const texts = members.map((member) => {
    if (member.flags & ts.TypeFlags.BooleanLike) return 'boolean';
    if (member.isStringLiteral()) return `'${member.value}'`;
    return member.flags & ts.TypeFlags.Number ? 'number' : 'string';
  });
  // an editor offers the known values first
  return [...new Set(texts)]
    .sort((a, b) => Number(b.startsWith("'")) - Number(a.startsWith("'")))
    .join(' | ');
}
