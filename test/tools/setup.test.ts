import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs"; // prettier-ignore
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../support/eventually";
import { python } from "../support/jupyter";
import { inSuite } from "../support/long";
import { type Kill, processesIn, run, Sandbox, setup } from "./clone";

const nowhere = "http://127.0.0.1:9/";
const noRegistry = {
  npm_config_registry: nowhere,
  PIP_INDEX_URL: `${nowhere}simple`,
  PIP_CONFIG_FILE: "/dev/null",
  PIP_EXTRA_INDEX_URL: "",
  PIP_FIND_LINKS: "",
};

/** In the suite a clone has what the set-up before the tests has installed already, but for what is built and compiled. */
const fromNothing = inSuite(false, { inSoak: true });

describe.sequential("tools/setup.mjs", () => {
  let sandbox: Sandbox;
  /** A clone that the first tests make whole, and the later ones damage and repair. */
  let clone: string;
  /** A home that cannot be written to, and no caches but what set-up makes itself. */
  let homeless: NodeJS.ProcessEnv;

  beforeAll(() => {
    sandbox = new Sandbox();
    clone = sandbox.clone("a clone");
    const unset = { VG_CACHE: undefined, XDG_CACHE_HOME: undefined, npm_config_cache: undefined };
    const own = fromNothing ? {} : { VG_JUPYTER: python() };
    homeless = sandbox.env("caches", { ...unset, ...own, HOME: "/proc/nonexistent" });
  });
  afterAll(() => {
    sandbox.remove();
  });

  it("says that a registry cannot be reached, and leaves nothing half-made", async () => {
    const { code, output } = await setup(clone, sandbox.env("empty", noRegistry));
    expect(output).toMatch(/The (npm registry|Python package index) cannot be reached/);
    expect(output).toContain('see "Offline and proxies" in environment.md');
    expect(code).toBe(1);
    expect(["node_modules", ".venv", "dist"].filter((name) => existsSync(join(clone, name)))).toEqual([]);
  });

  it("says how to install Python where there is none", async () => {
    const programs = join(sandbox.folder, "programs");
    mkdirSync(programs);
    symlinkSync(process.execPath, join(programs, "node"));
    symlinkSync(execFileSync("which", ["npm"], { encoding: "utf8" }).trim(), join(programs, "npm"));
    const { code, output } = await setup(clone, sandbox.env("caches", { PATH: programs }));
    expect(output).toContain("Python 3.10 or newer is needed and none was found");
    expect(output).toContain("sudo apt install python3 python3-venv");
    expect(code).toBe(1);
  });

  const killed = async (...kills: Kill[]): Promise<void> => {
    for (const kill of kills) {
      const { code, output } = await setup(clone, homeless, kill);
      expect(output, `killed at ${kill.at}`).not.toContain("Ready");
      expect(code, `killed at ${kill.at}, not ended: ${output}`).toBeNull();
      await eventually(() => processesIn(clone)).toEqual([]);
    }
  };

  it("makes a clone ready after being killed, where the home cannot be written to; in the soak with empty caches, killed in every step", async () => {
    if (!fromNothing) sandbox.furnish(clone);
    const early = [
      { at: ["· Python packages"], after: 3 },
      { at: ["✔ npm packages"] },
      { at: ["✔ npm packages", "· TensorFlow"], after: 2 },
      { at: ["✔ TensorFlow"], after: 3 },
    ];
    await killed(...inSuite([], { inSoak: early }), { at: ["· Build of dist/"], after: 1 });
    const { code, output } = await setup(clone, homeless);
    expect(output).not.toContain("npm packages");
    expect(output).toContain("Backend: native, TensorFlow 2.21.0 from PyPI.");
    expect(output).toMatch(/Ready in \d+ s/);
    expect(code).toBe(0);
    const doctor = await run(clone, ["tools/doctor.mjs"], homeless);
    expect(doctor.output).toMatch(/✔ Backend +node 2\.21\.0/);
    expect(doctor.output).toContain("The course can run");
    expect(doctor.code).toBe(0);
    expect(
      readdirSync(join(clone, ".setup")).filter((name) => /^(npm|dist)-|^lock|old-venv/.test(name)),
    ).toEqual([]);
    const caches = readdirSync(join(clone, ".cache")).toSorted();
    expect(caches).toEqual([
      "addons",
      ...(fromNothing ? ["npm"] : []),
      expect.stringMatching(/^tensorflow-/),
    ]);
  });

  it("does nothing when all is in place", async () => {
    const python = fromNothing ? [".venv", join(".venv", "bin")] : [];
    const places = [".setup", "dist", "node_modules", ...python];
    const times = (): number[] => places.map((name) => statSync(join(clone, name)).mtimeMs);
    const before = times();
    expect(await setup(clone, homeless)).toMatchObject({
      code: 0,
      output: "Backend: native, TensorFlow 2.21.0 from PyPI.\n",
    });
    expect(times()).toEqual(before);
  });

  it("lets a second run wait for the first and does the work once", async () => {
    // What is made soonest.
    rmSync(join(clone, ".setup", "backend.json"));
    const runs = await Promise.all([setup(clone, homeless), setup(clone, homeless)]);
    const outputs = runs.map(({ output }) => output);
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(outputs.filter((output) => output.includes("Another set-up is running"))).toHaveLength(1);
    expect(outputs.filter((output) => output.includes("✔ Backend"))).toHaveLength(1);
  });

  it("notices a corrupted TensorFlow in the cache and repairs it, also after being killed on the way", async () => {
    const cache = join(clone, ".cache");
    const name = readdirSync(cache).find((entry) => entry.startsWith("tensorflow-")) as string;
    const library = join(cache, name, "libtensorflow_framework.so.2");
    const content = readFileSync(library);
    content.write("corrupted", 1_000_000);
    rmSync(library); // which may be a link
    writeFileSync(library, content);
    await killed({ at: ["· TensorFlow"], after: 3 });
    const { code, output } = await setup(clone, homeless);
    expect(output).toContain("✔ TensorFlow 2.21.0 from PyPI");
    expect(output).toContain("Backend: native");
    expect(code).toBe(0);
    expect(readdirSync(cache).filter((entry) => entry.startsWith("partial-"))).toEqual([]);
  });

  it("runs on WebAssembly, and says so in one line, where no native library is wanted", async () => {
    const wasm = { ...homeless, VG_TENSORFLOW: "none" };
    const { code, output } = await setup(clone, wasm);
    expect(output).toMatch(/^Backend: WebAssembly, because VG_TENSORFLOW=none\..+$/m);
    expect(code).toBe(0);
    const doctor = await run(clone, ["tools/doctor.mjs"], wasm);
    expect(doctor.output).toMatch(/✔ Backend +wasm/);
    expect(doctor.code).toBe(0);
  });

  it("uses the Jupyter that VG_JUPYTER names without writing to it", async () => {
    execFileSync("python3", ["-m", "venv", "--without-pip", join(sandbox.folder, "bare")]);
    const bare = join(sandbox.folder, "bare", "bin", "python");
    const lacking = await setup(clone, { ...homeless, VG_JUPYTER: bare });
    expect(lacking.output).toContain("lacks jupyterlab>=4, nbconvert>=7, nbclient>=0, nh3>=0, plotly>=6");
    expect(lacking.code).toBe(1);
    const spec = join(dirname(dirname(python())), "share", "jupyter", "kernels", "tslab", "kernel.json");
    const written = (): number | undefined => statSync(spec, { throwIfNoEntry: false })?.mtimeMs;
    const before = written();
    const own = await setup(clone, { ...homeless, VG_JUPYTER: python(), VG_TENSORFLOW: "none" });
    expect(own.code).toBe(0);
    expect(written()).toBe(before);
    const mine = JSON.parse(readFileSync(join(clone, ".setup/jupyter/kernels/tslab/kernel.json"), "utf8"));
    expect(mine.argv[0]).toBe(process.execPath);
  });

  it.runIf(fromNothing)(
    "makes a fresh clone ready with empty caches, where the environment says",
    async () => {
      const other = sandbox.clone("another clone");
      const env = sandbox.env("own caches");
      const { code, output } = await setup(other, env);
      expect(output).toMatch(/Ready in \d+ s/);
      expect(code).toBe(0);
      expect((await run(other, ["tools/doctor.mjs"], env)).code).toBe(0);
      expect(existsSync(join(other, ".cache"))).toBe(false);
      const caches = readdirSync(join(sandbox.folder, "own caches", "vanishing-gradients"));
      expect(caches).toContainEqual(expect.stringMatching(/^tensorflow-/));
    },
  );
});
