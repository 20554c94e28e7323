"""`npm run notes`: executes notebooks and writes them as pages."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from nbformat import NotebookNode

from . import contents, manifest, notebooks, parameters, pictures, shared
from .errors import NotesError
from .execution import Stopped, execute
from .export import page_of
from .files import refuse_unwritable, write_bytes
from .front import front_of
from .links import INDEX
from .manifest import Page
from .notebooks import Notebook
from .paths import NOTEBOOKS, ROOT
from .progress import Progress

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
        help="pages that need no other file, 1 MB larger each (default: for one notebook; several share plotly.js)",
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


def make_page(notebook: Notebook, content: NotebookNode, output: Path, files: Mapping[str, str]) -> Page | None:
    """Executes one notebook and writes its page; a page written earlier stays when that fails, and None comes back."""
    progress = Progress(notebook.stem, len(content.cells))
    try:
        if any(cell.cell_type == "code" for cell in content.cells):
            progress.show("starts the kernel")
            execute(content, notebook.path.parent, progress.at)
        progress.show("writes the page")
        html, page = page_of(content, notebook.path, files)
    except NotesError as error:
        progress.end("failed")
        print(f"{notebook.stem}: {error}", file=sys.stderr)
        return None
    except Stopped:
        progress.end("stopped")
        raise
    write_bytes(output / page.file, html)
    progress.end(f"{len(html) / 1e6:.2f} MB")
    return page


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
    loaded |= {text: text.read() for text in notebooks.linked(loaded)}
    notebooks.refuse_same_page(list(loaded))
    print(f"Executing {len(selected)} notebook{'' if len(selected) == 1 else 's'}")
    single = len(selected) == 1 if arguments.single_file is None else arguments.single_file
    files = {} if single else shared.files(arguments.output)
    made: dict[Notebook, Page] = {}
    site = replace(before, title=title, **front_of(arguments.notebooks, selected))
    try:
        for notebook, content in loaded.items():
            if page := make_page(notebook, content, arguments.output, files):
                made[notebook] = page
        made = pictures.with_pictures(arguments.output, made, loaded)
    finally:
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
