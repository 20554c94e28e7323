import * as fc from "fast-check";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { numberIn } from "../../src/data/csv/number";
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
  describe("data as they come", () => {
    // As breast-cancer-wisconsin.data: no names, an id, "?" for what is missing, 2 and 4 for the classes.
    const uci = "1000025,5,1,2\n1057013,8,?,4\n1096800,6,6,2\n1183246,1,?,2\n1184840,1,4,4\n";
    const columns = ["id", "thickness", "nuclei", "class"];
    const uciOptions = { columns, label: "class", features: ["thickness", "nuclei"], standardize: false };

    it("reads a UCI file without names, and drops rows with a question mark", () => {
      const data = fromCsv(uci, { ...uciOptions, missing: "drop" });
      expect([...data.inputs]).toEqual([5, 1, 6, 6, 1, 4]);
      expect([...data.labels]).toEqual([0, 0, 1]);
      expect(data).toMatchObject({ classNames: ["2", "4"], columns: ["thickness", "nuclei"] });
    });
    it.each([
      ["mean", 11 / 3],
      ["median", 4],
      [-1, -1],
    ] as const)("fills a column in by %o", (missing, value) => {
      const { inputs, points } = fromCsv(uci, { ...uciOptions, missing });
      expect(points).toBe(5);
      expect([inputs[3], inputs[7]]).toEqual([Math.fround(value), Math.fround(value)]);
    });
    it("never fills an answer in, but leaves its row out", () => {
      const data = fromCsv("a,y\n1,2\n?,4\n3,?\n", { target: "y", missing: "mean", standardize: false });
      expect([...data.inputs]).toEqual([1, 1]);
      expect([...data.targets!]).toEqual([2, 4]);
    });
    it("reads what German Excel writes: semicolons, decimal commas, grouped thousands, Windows-1252", () => {
      const text = 'Größe;Umsatz;Käufer\r\n1,75;"1.234,50";ja\r\n1,8;-2.000.000;nein\r\n,5;7;ja\r\n';
      const folder = mkdtempSync(join(tmpdir(), "csv-"));
      writeFileSync(join(folder, "umsatz.csv"), Buffer.from(text, "latin1"));
      const options = { label: "Käufer", delimiter: ";", decimal: ",", standardize: false } as const;
      const data = fromCsv(join(folder, "umsatz.csv"), options);
      writeFileSync(join(folder, "unicode.txt"), Buffer.from(`\uFEFF${text}`, "utf16le"));
      expect(fromCsv(join(folder, "unicode.txt"), options)).toEqual(data);
      rmSync(folder, { recursive: true });
      expect([...data.inputs]).toEqual([1.75, 1234.5, 1.8, -2e6, 0.5, 7].map(Math.fround));
      expect(data).toMatchObject({ columns: ["Größe", "Umsatz"], classNames: ["ja", "nein"] });
    });
    it("reads columns set with blanks and tabs, as auto-mpg.data", () => {
      const text = '18.0   8   3504.\t"chevrolet  chevelle"\n 15.0   8   3693.\t"buick skylark"  \n';
      const data = fromCsv(text, { columns: ["mpg", "cylinders", "weight", "name"], target: "mpg", features: ["cylinders", "weight"], delimiter: " ", standardize: false }); // prettier-ignore
      expect([...data.inputs]).toEqual([8, 3504, 8, 3693]);
      expect([...data.targets!]).toEqual([18, 15]);
      expect(fromCsv(text, { columns: ["mpg", "cylinders", "weight", "name"], label: "name", delimiter: " " }).classNames).toEqual(["buick skylark", "chevrolet  chevelle"]); // prettier-ignore
    });
    it("takes true and false for 1 and 0, and makes a column of each word", () => {
      const text = "age,work, member,y\n39, State-gov, TRUE,1\n50, Private, false,0\n38, ?, True,1\n";
      const data = fromCsv(text, { label: "y", oneHot: true, missing: 0, standardize: false });
      expect(data.columns).toEqual(["age", "work = Private", "work = State-gov", "member"]);
      expect([...data.inputs]).toEqual([39, 0, 1, 1, 50, 1, 0, 0, 38, 0, 0, 1]);
    });
    it("makes a column of each word of the columns that it is given, numbers too", () => {
      const text = "doors,seats,y\n2,4,0\n5more,more,1\n2,4,1\n";
      const data = fromCsv(text, { label: "y", oneHot: ["doors", "seats"], standardize: false });
      expect(data.columns).toEqual(["doors = 2", "doors = 5more", "seats = 4", "seats = more"]);
      expect([...data.inputs]).toEqual([1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0]);
      expect(() => fromCsv(text, { label: "y", oneHot: true })).toThrow('row 3, column "doors" must be a finite number (features chooses other columns, oneHot: ["doors"]'); // prettier-ignore
    });
    it("takes the words for missing cells that it is given, so that NA may be a class", () => {
      const text = "continent,gdp\nNA,-999\nEU,3\nNA,4\n";
      const data = fromCsv(text, { label: "continent", missing: "drop", missingWords: ["-999"] });
      expect(data).toMatchObject({ points: 2, classNames: ["EU", "NA"] });
    });
    it("takes several targets", () => {
      const data = fromCsv("a,b,y\n1,2,3\n4,5,6\n", { target: ["y", "b"], standardize: false });
      expect([...data.targets!]).toEqual([3, 2, 6, 5]);
      expect([...data.inputs]).toEqual([1, 4]);
    });
    it.each([
      ["a;y\n1;0", { label: "y" }, 'fromCsv row 1 must name two columns or more (delimiter: ";" finds several); got ["a;y"]'],
      ["a\ty\n1\t0", { label: "y" }, '(delimiter: "\\t" finds several)'],
      ["a;y\n1,5;0", { label: "y", delimiter: ";" }, 'fromCsv row 2, column "a" must be a finite number (decimal: "," reads it as 1.5); got "1,5"'],
      ["a;y\n1.5;0", { label: "y", delimiter: ";", decimal: "," }, '(decimal: "." reads it as 1.5); got "1.5"'],
      ["a;y\n1.234;0", { label: "y", delimiter: ";", decimal: "," }, 'decimal: "." reads it as 1.234'],
      [uci, { label: "class" }, "fromCsv label is not a column (columns names those of a file whose row 1 is data)"],
      [uci, { label: "class", columns: ["class", "b"] }, "fromCsv columns must have 4 items, as row 1 has cells"],
      ["a,y\n?,1\n2,?", { label: "y", missing: "drop" }, "fromCsv source must have a row without a missing cell"],
      ["a,y\n?,1\n?,2", { label: "y", missing: "mean" }, 'fromCsv column "a" must have a number that mean can be had of'],
      ["a,y\n1,1\n2,2", { label: "y", missing: "fill" }, 'fromCsv missing is not a known name; got "fill". Choose one of: drop, mean, median'],
      ["a,y\n1,1\n2,2", { label: "y", oneHot: ["b"] }, 'fromCsv oneHot is not a known name; got "b". Choose one of: a'],
      ["a,y\n1,1\n2,2", { label: "y", decimal: ";" }, "fromCsv decimal is not a known name"],
      ["a,y\n1,1\n2,2", { target: ["y", "a"] }, "fromCsv features must be an array of columns other than"],
    ])("refuses %j with %j by naming the option that mends it", (source, options, message) => {
      expect(() => fromCsv(source, options as never)).toThrow(message);
      expect(() => fromCsv(source, options as never)).toThrow(InvalidArgument);
    }); // prettier-ignore
    it("reads a number written in any usual way back as it was, and takes no other text for one", () => {
      const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });
      const styles = fc.constantFrom([".", ""] as const, [",", ""] as const, [".", ","] as const, [",", "."] as const);
      fc.assert(
        fc.property(number, styles, fc.nat(3), (value, [decimal, group], places) => {
          const plain = value.toFixed(places);
          const [whole, rest] = plain.split(".");
          const grouped = group && rest ? whole.replaceAll(/\B(?=(\d{3})+$)/g, group) : whole;
          expect(numberIn(grouped + (rest ? decimal + rest : ""), decimal)).toBe(Number(plain));
        }),
      );
      for (const text of ["", ".", "1 2", "0x10", "1_000", "1e", "--1", "Infinity", "1e39", "12,34.5", "1,2345.6"])
        for (const decimal of [".", ","] as const) expect(numberIn(text, decimal)).toBeUndefined();
    }); // prettier-ignore
    it("one-hot columns of a word column add up to 1 where a word is, and tell rows apart as the words do", () => {
      const word = fc.constantFrom("?", "a", "b", "c d", "é");
      fc.assert(
        fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (words) => {
          const text = ["w,x,y", ...words.map((cell, i) => `${cell},${i},${i % 2}`), "a,0,0", "a,0,1"].join("\n"); // prettier-ignore
          const { inputs, columns, features } = fromCsv(text, { label: "y", oneHot: true, missing: 0, standardize: false }); // prettier-ignore
          words.forEach((cell, i) => {
            const row = inputs.subarray(i * features, (i + 1) * features - 1);
            expect(row.reduce((a, b) => a + b)).toBe(cell === "?" ? 0 : 1);
            if (cell !== "?") expect(columns![row.indexOf(1)]).toBe(`w = ${cell}`);
          });
        }),
      );
    });
  });
  it.each([
    ["a,y\n1,0\nx,1", { label: "y" }, 'fromCsv row 3, column "a" must be a finite number (features chooses other columns, oneHot: ["a"] makes a 0/1 column of each word, missingWords: ["x"] takes it for missing); got "x"'],
    ["a,y\n1,0\n\n ,1", { label: "y" }, 'fromCsv row 4, column "a" must not be missing (missing: "drop" leaves such rows out, "mean", "median" or a number fills features in); got ""'],
    ["a,y\n1,0\n2,", { label: "y" }, 'fromCsv row 3, column "y" must not be missing'],
    ["a,y\n1,0\n2", { label: "y" }, 'fromCsv row 3 must have 2 cells, as row 1; got ["2"]'],
    ["a,a\n1,0", { label: "a" }, 'fromCsv row 1 must not name a column twice (columns names those of a file whose row 1 is data); got "a"'],
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
