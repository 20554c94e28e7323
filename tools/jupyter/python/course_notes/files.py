"""Files that are whole or not there."""

from __future__ import annotations

import os
from pathlib import Path

from .errors import NotesError


def write(path: Path, text: str) -> None:
    """Writes a text as UTF-8; see `write_bytes`."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Writes beside the file and renames, so that a page is never seen half-written; the folder is made when missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def refuse_unwritable(folder: Path) -> None:
    """Throws NotesError when nothing can be written to a folder that is there or yet to be made."""
    place = next(path for path in (folder, *folder.resolve().parents) if path.exists())
    if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
        raise NotesError(f"cannot write to {folder}: {place} is {'not writable' if place.is_dir() else 'no folder'}")
