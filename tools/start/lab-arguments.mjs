import { join } from "node:path";
import { root } from "../setup/paths.mjs";

/** Where JupyterLab finds our extension: it shares the scripts of the export template. */
const extensions = join(root, "tools", "jupyter", "data", "nbconvert", "templates");

/**
 * The Python module that is JupyterLab on a folder, and its arguments; what configuration files can hold is in
 * tools/jupyter/config.
 * @param options.workspaces folder in which it remembers what was open
 * @param options.course whether notebooks are saved without outputs
 */
export const labArguments = (folder, { workspaces, course = false }) => [
  "course_lab",
  `--ServerApp.root_dir=${folder}`,
  `--LabApp.workspaces_dir=${workspaces}`,
  `--LabApp.extra_labextensions_path=${extensions}`,
  ...(course ? ["--ServerApp.contents_manager_class=course_lab.contents.CourseContents"] : []),
  // Ctrl-C ends the server without a question; its log is quiet but for warnings and the URL.
  "--ServerApp.answer_yes=True",
  "--ServerApp.log_level=WARN",
  "--LabApp.log_level=WARN",
  ...(process.getuid?.() === 0 ? ["--allow-root"] : []), // in containers
];
