import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser, openFile } from "../support/browser";
import { Firefox, needsFirefox } from "../support/firefox";
import { temporaryFolder } from "../support/folders";
import { runNotes } from "../support/notes";
import { type Look, lookOf, rerun } from "../support/live-page";
import { collisions } from "../support/legible";
import { inSuite } from "../support/long";
import { stems } from "../support/run-cells";
import { expectSame } from "../support/same-page";

/** Their pages are held against Node's numbers: one in the suite, all in the soak. */
const pages = inSuite(stems.slice(0, 1), { inSoak: stems });

const folder = temporaryFolder();
let chromium: Browser;
let firefox: Firefox | undefined;
beforeAll(async () => {
  const [made] = await Promise.all([
    runNotes(...pages, "--output", folder, "--no-single-file"),
    launchBrowser().then((launched) => (chromium = launched)),
  ]);
  expect(made, made.stderr).toMatchObject({ code: 0 });
});
afterAll(() => firefox?.close());

/** All cells ran again, and show what they were exported with. */
function expectAllSame(exported: Look, again: Look): void {
  expect(again.states.filter(([, state]) => state !== "done")).toEqual([]);
  expectSame(exported, again);
}

describe.each(pages)("%s, all of whose cells run again in its page with the exported values", (stem) => {
  const path = join(folder, `${stem}.html`);
  test("shows what it was exported with, in Chromium", async () => {
    const { page, errors, requests } = await openFile(chromium, path);
    const exported = await lookOf(page);
    await rerun(page);
    expectAllSame(exported, await lookOf(page));
    expect([...errors, ...requests]).toEqual([]);
    await page.context().close();
  });

  test("has no words upon others in its charts on a phone", async () => {
    const { page } = await openFile(chromium, path, { viewport: { width: 390, height: 800 } });
    for (const chart of await page.locator(".chart").all())
      expect(await chart.evaluate(collisions)).toEqual([]);
    await page.context().close();
  });

  test.runIf(inSuite(false, { inSoak: true }))(
    "shows what it was exported with, in Firefox",
    async (context) => {
      needsFirefox(context);
      firefox ??= await Firefox.launch();
      const page = await firefox.openFile(path);
      const exported = await lookOf(page);
      await rerun(page);
      expectAllSame(exported, await lookOf(page));
      expect([...page.errors, ...page.requests]).toEqual([]);
      await page.close();
    },
  );
});
