"""`npm run notes`: executes notebooks and writes them as pages."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from . import contents, manifest, notebooks, parameters, pictures, shared
from .errors import NotesError
from .execution import Stopped
from .files import refuse_unwritable
from .front import front_of
from .making import Making
from .notebooks import Notebook
from .paths import INDEX, NOTEBOOKS, ROOT

INTERRUPTED = 130


def setting(text: str) -> tuple[str, str]:
    """`name=value` as a pair."""
    name, equals, value = text.partition("=")
    if not equals or not name.isidentifier():
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form name=value")
    return name, value


def default_output() -> Path:
    """`notes` where the command is called, and anywhere in the repository its own."""
    here = Path.cwd().resolve()
    return (ROOT if here.is_relative_to(ROOT) else here) / "notes"


def default_title(selected: Sequence[Notebook], output: Path) -> str:
    """The course's own title for its own notebooks and folder; for others, the name of the folder they come from."""
    folders = [notebook.path.parent for notebook in selected]
    if output.resolve() == ROOT / "notes" or NOTEBOOKS in (folder.resolve() for folder in folders):
        return contents.COURSE
    return folders[0].name or contents.COURSE


def parser() -> argparse.ArgumentParser:
    """The options of the command."""
    options = argparse.ArgumentParser(
        prog="npm run notes --",
        description="Executes notebooks on the tslab kernel and writes each as a page that needs only a browser.",
    )
    options.add_argument(
        "names",
        nargs="*",
        metavar="notebook",
        help="number or name in the course, or the path of any notebook; the whole course when none is given",
    )
    options.add_argument(
        "--set",
        dest="settings",
        action="append",
        default=[],
        type=setting,
        metavar="name=value",
        help="another value for a parameter, e.g. --set depth=40 --set activation=tanh",
    )
    options.add_argument(
        "--single-file",
        action=argparse.BooleanOptionalAction,
        help="pages that need no other file, 1.2 MB larger each (default: for one notebook; several share plotly.js)",
    )
    options.add_argument(
        "--static", action="store_true", help="pages whose cells cannot run again, 0.3 MB smaller as one file"
    )
    options.add_argument("--title", help="title of the list of pages (default: the one that it has, else the folder's name)")
    options.add_argument("--notebooks", type=Path, default=NOTEBOOKS, help="folder of the course (default: notebooks)")
    options.add_argument(
        "--output",
        type=Path,
        default=default_output(),
        help="folder to write (default: notes, in the repository or, when called from outside it, here)",
    )
    return options


def notes(arguments: argparse.Namespace) -> int:
    """Makes the selected pages and the list; returns the exit code."""
    selected = notebooks.select(arguments.notebooks, arguments.names)
    loaded = {notebook: notebook.read() for notebook in selected}
    by_stem = {notebook.stem: content for notebook, content in loaded.items()}
    refuse_unwritable(arguments.output)
    contents.refuse_other_index(arguments.output)
    before = manifest.read(arguments.output)
    title = arguments.title or before.title or default_title(selected, arguments.output)
    parameters.set_parameters(by_stem, dict(arguments.settings))
    front = front_of(arguments.notebooks, selected)
    texts = notebooks.linked(loaded)
    if not arguments.names:
        texts += notebooks.linked_from(arguments.notebooks, "\n".join(front.values()))
    loaded |= {text: text.read() for text in texts}
    notebooks.refuse_same_page(list(loaded))
    print(f"Executing {len(selected)} notebook{'' if len(selected) == 1 else 's'}")
    single = len(selected) == 1 if arguments.single_file is None else arguments.single_file
    live = not arguments.static
    making = Making(arguments.output, {} if single else shared.files(arguments.output, live), live)
    made = making.made
    try:
        making.run(loaded)
        made = pictures.with_pictures(arguments.output, made, loaded)
    finally:
        site = replace(before, title=title, **front)
        contents.refresh(arguments.output, site.with_pages(list(made.values())))
    if made:
        print(f"Open {(arguments.output / INDEX).resolve()}")
    return 0 if len(made) == len(loaded) else 1


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command; a problem that the reader can put right is one message on stderr."""
    try:
        return notes(parser().parse_args(argv))
    except NotesError as error:
        print(error, file=sys.stderr)
        return 1
    except (Stopped, KeyboardInterrupt):
        print("Stopped.", file=sys.stderr)
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
