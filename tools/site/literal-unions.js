import {Converter, LiteralType, ReflectionKind, UnionType} from 'typedoc';

/**
 * Spells the values of a type out where the source derives them from a constant: a reader wants `'connect' | 'manage'`
 * and not `keyof typeof FLOWS`.
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
