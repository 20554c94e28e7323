"""The literals of the cell tagged `parameters`, and other values in their place."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nbformat import NotebookNode

from .errors import NotesError

Value = float | int | bool | str | list[object]

LINE = re.compile(
    r"""^(?P<head>\s*(?:const|let)\s+(?P<name>[A-Za-z_$][\w$]*)\s*(?::[^=]+)?=\s*)
        (?P<literal>"[^"]*"|'[^']*'|\[.*?\]|[^\s;/"'\[]+)
        (?P<tail>\s*(?:as\s+[^;/]+)?;?\s*(?://\s*(?P<comment>.*))?)$""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Parameter:
    """One line of the cell: `const depth = 20; // hidden layers, 1 to 200`."""

    name: str
    value: Value
    comment: str

    def __str__(self) -> str:
        return f"{self.name} = {json.dumps(self.value, ensure_ascii=False)}" + (
            f"  ({self.comment})" if self.comment else ""
        )


def literal(text: str) -> Value:
    """The value of a number, string, boolean or array as TypeScript writes it; ValueError for anything else."""
    plain = re.sub(r"\b(true|false)\b", lambda found: found[0].capitalize(), text)
    try:
        value = ast.literal_eval(plain if text[:1] not in "\"'" else text)
    except (SyntaxError, ValueError) as error:
        raise ValueError(f"{text} is not a number, string, boolean or array") from error
    if not isinstance(value, int | float | bool | str | list):
        raise ValueError(f"{text} is not a number, string, boolean or array")
    return value


def cell_of(notebook: NotebookNode) -> NotebookNode | None:
    """The cell tagged `parameters`."""
    tagged = (cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", []))
    return next(tagged, None)


def parameters(notebook: NotebookNode) -> dict[str, Parameter]:
    """What a reader of this notebook may set, by name; a line that computes its value is not among them."""
    cell = cell_of(notebook)
    found: dict[str, Parameter] = {}
    for line in cell.source.splitlines() if cell else []:
        if match := LINE.match(line):
            try:
                value = literal(match["literal"])
            except ValueError:
                continue
            found[match["name"]] = Parameter(match["name"], value, match["comment"] or "")
    return found


def kind(value: object) -> str:
    """The name of the value's type, as a reader knows it."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    return "string" if isinstance(value, str) else "array"


def read(parameter: Parameter, text: str) -> Value:
    """The value that `--set name=text` means, of the same type as the notebook's own."""
    wanted = kind(parameter.value)
    if wanted == "string" and text[:1] not in "\"'":
        return text
    try:
        value = literal(text)
    except ValueError:
        value = None
    if value is None or kind(value) != wanted:
        raise NotesError(f"--set {parameter.name}={text}: the value must be a {wanted}, as in {parameter}")
    inner = {kind(item) for item in parameter.value} if isinstance(parameter.value, list) else set()
    if inner and isinstance(value, list) and {kind(item) for item in value} - inner:
        raise NotesError(f"--set {parameter.name}={text}: each element must be a {' or '.join(inner)}")
    return value


def overrides(notebook: NotebookNode, settings: Mapping[str, str]) -> dict[str, Value]:
    """The values that these settings give to this notebook's parameters."""
    known = parameters(notebook)
    return {name: read(known[name], text) for name, text in settings.items() if name in known}


def check_names(notebooks: Mapping[str, NotebookNode], settings: Sequence[str]) -> None:
    """Refuses a name that no selected notebook has, and lists those that they have."""
    known = {stem: parameters(notebook) for stem, notebook in notebooks.items()}
    for name in settings:
        if any(name in of_notebook for of_notebook in known.values()):
            continue
        listing = "\n".join(
            "\n".join([f"  {stem}", *(f"    {parameter}" for parameter in of_notebook.values())])
            for stem, of_notebook in known.items()
        )
        raise NotesError(f"--set {name}: no selected notebook has this parameter; there are:\n{listing}")


def override(notebook: NotebookNode, values: Mapping[str, Value]) -> None:
    """Writes the values into the parameter cell, each in place of its literal."""
    cell = cell_of(notebook)
    if cell is None or not values:
        return

    def replaced(line: str) -> str:
        match = LINE.match(line)
        if not match or match["name"] not in values:
            return line
        value = json.dumps(values[match["name"]], ensure_ascii=False)
        return f"{match['head']}{value}{match['tail']}"

    cell.source = "\n".join(replaced(line) for line in cell.source.splitlines())
