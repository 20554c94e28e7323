import { join } from "node:path";
import type { Browser } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { launchBrowser, openFile } from "../support/browser";
import { parameterSets } from "../support/draw-parameters";
import { temporaryFolder } from "../support/folders";
import { lookOf, setValues } from "../support/live-page";
import { runNotes } from "../support/notes";
import { stems } from "../support/run-cells";
import { expectSame } from "../support/same-page";

/** The drawn set of values that each page gets: the first after all lower and all upper ends. */
const DRAWN = 2;

const folder = temporaryFolder();
let browser: Browser;
beforeAll(async () => void (browser = await launchBrowser()));

test.each(stems)(
  "the page of %s with drawn values shows what a fresh export with them shows",
  async (stem) => {
    const values = parameterSets(stem, DRAWN + 1)[DRAWN];
    const settings = Object.entries(values).flatMap(([name, value]) => [
      "--set",
      `${name}=${JSON.stringify(value)}`,
    ]);
    const [own, fresh] = ["own", "fresh"].map((name) => join(folder, name));
    for (const made of [
      await runNotes(stem, "--output", own),
      await runNotes(stem, "--output", fresh, ...settings),
    ])
      expect(made, made.stderr).toMatchObject({ code: 0 });
    const [changed, exported] = await Promise.all(
      [own, fresh].map((output) => openFile(browser, join(output, `${stem}.html`))),
    );
    await setValues(changed.page, values);
    const look = await lookOf(changed.page);
    expect(look.states.filter(([, state]) => !["", "done"].includes(state))).toEqual([]);
    expectSame(await lookOf(exported.page), look);
    expect([...changed.errors, ...changed.requests]).toEqual([]);
    await Promise.all([changed, exported].map(({ page }) => page.context().close()));
  },
);
