import * as fc from "fast-check";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fromCsv } from "../../src/data/from-csv";
import { InvalidArgument } from "../../src/errors";
import { moments, refusesAtMost } from "./support";

const FLOWERS = "species, length ,width\nrose,1,2\nlily,3,4\n\nrose,5,9\n";

describe("fromCsv(source, options)", () => {
  it("takes a label and the other columns as features, in standard units", () => {
    const data = fromCsv(FLOWERS, { label: "species" });
    expect(data).toMatchObject({ points: 3, features: 2, classes: 2, columns: ["length", "width"] });
    expect([...data.labels]).toEqual([1, 0, 1]);
    expect(data.classNames).toEqual(["lily", "rose"]);
    for (const { variance } of moments(data)) expect(variance).toBeCloseTo(1, 5);
  });
  it("takes chosen features, unscaled, and a target", () => {
    const data = fromCsv(FLOWERS, { target: "width", features: ["length"], standardize: false });
    expect([...data.inputs]).toEqual([1, 3, 5]);
    expect([...data.targets!]).toEqual([2, 4, 9]);
  });
  it("reads quotes, another delimiter, Windows' line breaks and a byte order mark", () => {
    const text = '\uFEFF"a; b";y\r\n"1";"no"\r\n2;"yes, ""sure"""\r\n';
    const data = fromCsv(text, { label: "y", delimiter: ";" });
    expect(data.columns).toEqual(["a; b"]);
    expect(data.classNames).toEqual(["no", 'yes, "sure"']);
  });
  it("reads a file", () => {
    const folder = mkdtempSync(join(tmpdir(), "csv-"));
    writeFileSync(join(folder, "flowers.csv"), FLOWERS);
    expect(fromCsv(join(folder, "flowers.csv"), { label: "species" })).toEqual(fromCsv(FLOWERS, { label: "species" })); // prettier-ignore
    rmSync(folder, { recursive: true });
  });
  it.each([
    ["a,y\n1,0\nx,1", { label: "y" }, 'fromCsv row 3, column "a" must be a finite number (features chooses other columns); got "x"'],
    ["a,y\n1,0\n\n ,1", { label: "y" }, 'fromCsv row 4, column "a" must not be empty; got ""'],
    ["a,y\n1,0\n2,", { label: "y" }, 'fromCsv row 3, column "y" must not be empty'],
    ["a,y\n1,0\n2", { label: "y" }, 'fromCsv row 3 must have 2 cells, as row 1; got ["2"]'],
    ["a,a\n1,0", { label: "a" }, 'fromCsv row 1 must not name a column twice; got "a"'],
    ["a\n1", { label: "a" }, "fromCsv row 1 must name two columns or more"],
    ["a,y\n", { label: "y" }, "fromCsv source must have rows below the names"],
    ["a,y\n1,2\n2,2", { label: "y" }, 'fromCsv column "y" must be of 2 to 1000 classes (these are of 1)'],
    ["a,y\n1,2", { label: "z" }, 'fromCsv label is not a column; got "z". Choose one of: a, y'],
    ["a,y\n1,2", { target: "z" }, "fromCsv target is not a column"],
    ["a,y\n1,2", { target: "y", features: ["y"] }, 'fromCsv features must be an array of columns other than "y"'],
    ["a,y\n1,2", { target: "y", features: ["b"] }, 'fromCsv features is not a column; got "b"'],
    ["a,y\n1,2", {}, "fromCsv options must have either label or target"],
    ["a,y\n1,2", { target: "y", delimiter: ", " }, "fromCsv delimiter must be one character"],
    ["a,y\n1,2", { target: "y", standardize: "no" }, 'fromCsv standardize must be true or false; got "no"'],
    ["no-such-file.csv", { label: "y" }, "fromCsv source must be CSV text of several lines, or the path of a file"],
    [3, { label: "y" }, "fromCsv source must be CSV text"],
  ])("refuses %j with %j", (source, options, message) => {
    expect(() => fromCsv(source as never, options as never)).toThrow(message);
    expect(() => fromCsv(source as never, options as never)).toThrow(InvalidArgument);
  }); // prettier-ignore
  it("reads any table of finite numbers back, and refuses any other text in no other way", () => {
    const finite = fc.float({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(finite, finite), { minLength: 1 }), fc.string(), (rows, junk) => {
        const text = ["a,y", ...rows.map((row) => row.join(","))].join("\n");
        const data = fromCsv(text, { target: "y", standardize: false });
        expect([...data.inputs].map((x) => x + 0)).toEqual(rows.map(([a]) => a + 0));
        refusesAtMost(() => fromCsv(`${text}\n${junk}`, { target: "y" }));
        refusesAtMost(() => fromCsv(`${junk}\n${text}`, { label: junk }));
      }),
      { numRuns: 200 },
    );
  });
});
