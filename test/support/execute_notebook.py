"""Executes a notebook with other parameter values and prints it, outputs and all, as JSON."""

import sys
from pathlib import Path

import nbformat
from course_notes.execution import execute
from course_notes.parameters import override, overrides

path = Path(sys.argv[1])
notebook = nbformat.read(path, as_version=4)
override(notebook, overrides(notebook, dict(setting.split("=", 1) for setting in sys.argv[2:])))
execute(notebook, path.parent, lambda _: None)
print(nbformat.writes(notebook))
