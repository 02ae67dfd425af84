import {Converter, LiteralType, ReflectionKind, UnionType} from 'typedoc';

/**
 * Spells out the values of a type that the source derives from a constant: `'connect' | 'manage'` tells a reader more than
 * `keyof typeof FLOWS`.
 */
export function load({converter}) {
  converter.on(Converter.EVENT_RESOLVE, (context, reflection) => {
    const symbol = reflection.kindOf(ReflectionKind.TypeAlias) && context.getSymbolFromReflection(reflection);
    if (!symbol) return;
    const [program] = context.programs;
    const type = program.getTypeChecker().getDeclaredTypeOfSymbol(symbol);
    const members = type.isUnion() ? type.types : [type];
    if (!members.every((member) => member.isStringLiteral())) return;
    const [first, ...others] = members.map(({value}) => new LiteralType(value));
    reflection.type = others.length > 0 ? new UnionType([first, ...others]) : first;
  });
}
