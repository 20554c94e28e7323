import ts from "typescript";

/** A file of declarations, the symbol of its module, and who answers questions on it. */
export function parse(file: string): { source: ts.SourceFile; module: ts.Symbol; checker: ts.TypeChecker } {
  const program = ts.createProgram([file], { target: ts.ScriptTarget.ES2022, types: [] });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file)!;
  return { source, checker, module: checker.getSymbolAtLocation(source)! };
}

export interface Exported {
  /** Its full name, such as "theory.meanField". */
  name: string;
  symbol: ts.Symbol;
  /** Whether it exists at run time. */
  isValue: boolean;
}

/** All that a module exports, its namespaces and what is in them too. */
export function exportsOf(checker: ts.TypeChecker, module: ts.Symbol, prefix = ""): Exported[] {
  return checker.getExportsOfModule(module).flatMap((exported): Exported[] => {
    const isAlias = exported.flags & ts.SymbolFlags.Alias;
    const symbol = isAlias ? checker.getAliasedSymbol(exported) : exported;
    const name = `${prefix}${exported.name}`;
    const isSpace = (symbol.flags & ts.SymbolFlags.Module) !== 0;
    const isValue = isSpace || (symbol.flags & ts.SymbolFlags.Value) !== 0;
    return [{ name, symbol, isValue }, ...(isSpace ? exportsOf(checker, symbol, `${name}.`) : [])];
  });
}
