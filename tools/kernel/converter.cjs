// tslab's converter of cells. Of each cell tslab 1.0.22 makes two programs: one for the names that it declares, and, with these
// exported, the one that it checks. Here the names come of the cell alone.
const { changedSource } = require("./changed-source.cjs");
const { loadModule } = require("./code-cache.cjs");
void require("./typescript.cjs"); // before tslab, whose TypeScript it replaces

const path = require.resolve("tslab/dist/converter.js");

/** Texts of the converter, and what stands in their place. */
const changes = [
  [
    `        updateContent(prevDecl, src);
        let declsFile = builder.getSourceFile(declFilename);
        let srcFile = builder.getSourceFile(srcFilename);
        const locals = srcFile.locals;
`,
    `        const cell = ts.createSourceFile(srcFilename, srcPrefix + src, transpileTarget, true);
        ts.bindSourceFile(cell, builder.getProgram().getCompilerOptions());
        const { locals } = cell;
`,
  ],
  [
    `            updateContent(prevDecl, src + suffix);
            declsFile = builder.getSourceFile(declFilename);
            srcFile = builder.getSourceFile(srcFilename);
        }
`,
    `            src += suffix;
        }
        updateContent(prevDecl, src);
        const declsFile = builder.getSourceFile(declFilename);
        const srcFile = builder.getSourceFile(srcFilename);
`,
  ],
];

module.exports = loadModule(path, changedSource(path, changes), [path, __filename]).module.exports;
