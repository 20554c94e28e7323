// The source of the TypeScript in tslab, made quick where a kernel's start is slow: it reads 3 MB of declarations, most of
// them comments that nobody asks about and modules of Node.js that no cell names. What TypeScript says of a cell stays the same.
const { changedSource } = require("./changed-source.cjs");

/** Texts of TypeScript 5.0.4 in their order, and what stands in their place. */
const changes = [
  // Who gives nodes their parents, and who binds them, leaves comments unread.
  [
    `        bindParentToChildIgnoringJSDoc(doc, child);
          forEachChildRecursively(doc,`,
    `        bindParentToChildIgnoringJSDoc(doc, child);
          if (!doc.unread) forEachChildRecursively(doc,`,
  ],
  // Of what Node.js has, a cell names little: of a file that only declares such modules, at first their names are read.
  [
    `        function parseSourceFileWorker(languageVersion2, setParentNodes, scriptKind2, setExternalModuleIndicator2) {
          const isDeclarationFile = isDeclarationFileName(fileName);
`,
    `        function modulesOfNode() {
          if (!fileName.includes("/@types/node/")) return undefined;
          const { isBuiltin } = require("node:module");
          const named = /^(?! *\\*).*(?:\\bfrom |\\bimport\\()["']([^"']+)["']/gm;
          if (/^\\/\\/\\/ |^ *(?:declare )?global \\{/m.test(sourceText)) return undefined;
          for (const [, name] of sourceText.matchAll(named)) if (!isBuiltin(name)) return undefined;
          const names = [];
          for (const [, name, other] of sourceText.matchAll(/^(?:declare module ["'](.+)["'] \\{|\\}|([^\\s/*].*))$/gm)) {
            if (other) return undefined;
            if (name) names.push(name);
          }
          return names;
        }
        function parseSourceFileWorker(languageVersion2, setParentNodes, scriptKind2, setExternalModuleIndicator2, whole) {
          const isDeclarationFile = isDeclarationFileName(fileName);
          const unread = whole ? undefined : modulesOfNode();
          if (unread) scanner2.setText("");
`,
  ],
  [
    `          if (setParentNodes) {
            fixupParentReferences(sourceFile);
          }
          return sourceFile;
          function reportPragmaDiagnostic(`,
    `          if (setParentNodes) {
            fixupParentReferences(sourceFile);
          }
          if (unread) {
            const file = [fileName, sourceText, languageVersion2, undefined, scriptKind2];
            sourceFile.unread = unread;
            sourceFile.read = (options) => {
              sourceFile.unread = undefined;
              initializeState(...file);
              const { statements, endOfFileToken, flags, nodeCount, identifierCount, identifiers, parseDiagnostics } =
                parseSourceFileWorker(languageVersion2, setParentNodes, scriptKind2, setExternalModuleIndicator2, true);
              clearState();
              Object.assign(sourceFile, { statements, endOfFileToken, flags, nodeCount, identifierCount, identifiers });
              sourceFile.parseDiagnostics = attachFileToDiagnostics(parseDiagnostics, sourceFile);
              sourceFile.locals = undefined;
              bindSourceFile(sourceFile, options);
            };
          }
          return sourceFile;
          function reportPragmaDiagnostic(`,
  ],
  // Comments in declarations are read when somebody looks into them. A deprecation is known at once: it marks its node.
  [
    "        function addJSDocComment(node) {\n",
    `        let UnreadComment;
        // As late as this, since it is a node of the language service, which is not there before the parser.
        const unreadComments = () => UnreadComment ||= class extends NodeConstructor2 {
          get comment() { return this.read().comment; }
          get tags() { return this.read().tags; }
          read() {
            const { comment, tags } = this.unread();
            this.unread = undefined;
            for (const [name, value] of Object.entries({ comment, tags }))
              Object.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true });
            setParentRecursive(this, /*incremental*/ false);
            return this;
          }
        };
        function unreadComment(node, pos, end) {
          if (!isDeclarationFileName(fileName) || sourceText.slice(pos, end).includes("@deprecated")) return undefined;
          const file = [fileName, sourceText, languageVersion, undefined, scriptKind];
          const flags = contextFlags;
          const comment = new (unreadComments())(323 /* JSDoc */, pos, end);
          comment.flags = flags | 8388608 /* JSDoc */;
          comment.parent = node;
          comment.unread = () => {
            initializeState(...file);
            contextFlags = flags;
            const read = JSDocParser.parseJSDocComment(node, pos, end - pos);
            clearState();
            return read;
          };
          return comment;
        }
        function addJSDocComment(node) {
`,
  ],
  [
    "(comment) => JSDocParser.parseJSDocComment(",
    "(comment) => unreadComment(node, comment.pos, comment.end) || JSDocParser.parseJSDocComment(",
  ],
  // What Node.js has is declared by its types, which go before any package of that name: none is looked for.
  [
    "  function loadModuleFromNearestNodeModulesDirectoryWorker(extensions, moduleName, directory, state, typesScopeOnly, cache, redirectedReference) {\n",
    `  function loadModuleFromNearestNodeModulesDirectoryWorker(extensions, moduleName, directory, state, typesScopeOnly, cache, redirectedReference) {
    if (require("node:module").isBuiltin(moduleName)) return undefined;
`,
  ],
  // Every name in `export { … }` was looked for in all statements of the file.
  [
    "  function getModuleInstanceStateForAliasTarget(specifier, visited) {\n",
    `  const statementsByName = new WeakMap();
  function statementsOfName(statements, name) {
    let found = statementsByName.get(statements);
    if (!found) {
      statementsByName.set(statements, found = new Map());
      for (const statement of statements) {
        for (const { name } of isVariableStatement(statement) ? statement.declarationList.declarations : [statement]) {
          if (!name || !isIdentifier(name)) continue;
          const others = found.get(idText(name));
          if (others) others.push(statement);
          else found.set(idText(name), [statement]);
        }
      }
    }
    return found.get(idText(name)) || [];
  }
  function getModuleInstanceStateForAliasTarget(specifier, visited) {
`,
  ],
  ["for (const statement of statements) {", "for (const statement of statementsOfName(statements, name)) {"],
  [
    `            setParent(j, node);
            setParentRecursive(`,
    `            setParent(j, node);
            if (!j.unread) setParentRecursive(`,
  ],
  // The files of modules that Node.js has are read when the checker first looks one of them up.
  [
    "    var ambientModulesCache;\n",
    `    var ambientModulesCache;
    const unreadModules = new Map();
    function readModule(name) {
      const file = unreadModules.get(name);
      if (!file) return;
      for (const [other, its] of unreadModules) if (its === file) unreadModules.delete(other);
      if (file.unread) file.read(compilerOptions);
      mergeSymbolTable(globals, file.locals);
      ambientModulesCache = undefined;
    }
`,
  ],
  [
    "      const symbol = getSymbol2(globals, '\"' + moduleName + '\"', 512 /* ValueModule */);\n",
    `      readModule(moduleName);
      const symbol = getSymbol2(globals, '"' + moduleName + '"', 512 /* ValueModule */);
`,
  ],
  [
    "          mergeSymbolTable(globals, file.locals);\n",
    `          mergeSymbolTable(globals, file.locals);
          for (const name of file.unread || []) unreadModules.set(name, file);
`,
  ],
  // Who asks for all modules gets all, …
  [
    "    function getAmbientModules() {\n",
    `    function getAmbientModules(read) {
      if (!read) for (const name of unreadModules.keys()) readModule(name);
`,
  ],
  [
    "file.ambientModuleNames = ambientModules || emptyArray;",
    "file.ambientModuleNames = ambientModules || file.unread || emptyArray;",
  ],
  // … but for the builder, which asks what files depend on what sources: Node.js has none.
  [
    "for (const importName of sourceFile.imports) {",
    `for (const importName of sourceFile.imports) {
              if (require("node:module").isBuiltin(importName.text)) continue;`,
  ],
  [
    "of program.getTypeChecker().getAmbientModules()) {",
    "of program.getTypeChecker().getAmbientModules(/*read*/ true)) {",
  ],
  // … and for the watch, which asks what might be found later.
  [
    "if (!program || !program.getTypeChecker().tryFindAmbientModuleWithoutAugmentations(name)) {",
    `if (!program || !require("node:module").isBuiltin(name) && !program.getTypeChecker().tryFindAmbientModuleWithoutAugmentations(name)) {`,
  ],
];

const typescriptSource = (path) => changedSource(path, changes);

module.exports = { typescriptSource };
