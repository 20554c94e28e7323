"""Executes a notebook with other parameter values and writes it, outputs and all, to a file.

Not to stdout: the kernel inherits that, and Node would make it non-blocking under Python.
"""

import sys
from pathlib import Path

import nbformat
from course_notes.execution import execute
from course_notes.parameters import override, overrides

path, target = Path(sys.argv[1]), Path(sys.argv[2])
notebook = nbformat.read(path, as_version=4)
override(notebook, overrides(notebook, dict(setting.split("=", 1) for setting in sys.argv[3:])))
execute(notebook, path.parent, lambda _: None)
nbformat.write(notebook, target)
