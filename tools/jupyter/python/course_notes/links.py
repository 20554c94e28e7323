"""The links from each page to its neighbours, in the slots that the template leaves for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from html import escape
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

from .files import write_bytes
from .manifest import Page, Slot
from .paths import INDEX

LABELS = ("Course", "End of page")
SLOT = f"<!--{uuid4()}-->"
"""What the template writes for each of the labels, in their order; no notebook can hold it."""


def digest_of(content: bytes) -> str:
    """The SHA-256 of a file's content."""
    return sha256(content).hexdigest()


def with_slots(html: str) -> tuple[bytes, tuple[Slot, ...]]:
    """A page as the template made it, its slots empty, and where they are."""
    first, *rest = [part.encode() for part in html.split(SLOT)]
    content, slots = first, []
    for label, part in zip(LABELS, rest, strict=True):
        slots.append(Slot(label, len(content), len(content)))
        content += part
    return content, tuple(slots)


def relink(folder: Path, pages: Sequence[Page], at: int) -> Page:
    """Brings the links of one of the pages up to date; returns the page as it is then."""
    page = pages[at]
    path = folder / page.file
    old = path.read_bytes()
    if digest_of(old) != page.digest:
        return page
    content, slots, end = b"", [], 0
    for slot in page.slots:
        links = pager(pages, at, slot.label).encode()
        content += old[end : slot.start] + links
        slots.append(Slot(slot.label, len(content) - len(links), len(content)))
        end = slot.stop
    content += old[end:]
    if content != old:
        write_bytes(path, content)
    return replace(page, slots=tuple(slots), digest=digest_of(content))


def pager(pages: Sequence[Page], at: int, label: str) -> str:
    """The links to the page before, to the list, and to the page after."""

    def link(index: int, rel: str, before: str, after: str) -> str:
        if not 0 <= index < len(pages):
            return ""
        title = escape(pages[index].title)
        name = "Previous" if rel == "prev" else "Next"
        text = f'{before}{name}<span class="title">: {title}</span>{after}'
        return f'<a rel="{rel}" href="{quote(pages[index].file)}" title="{title}">{text}</a>'

    links = [link(at - 1, "prev", "← ", ""), f'<a href="{INDEX}">All pages</a>', link(at + 1, "next", "", " →")]
    return f'<nav class="pager" aria-label="{escape(label)}">{"".join(links)}</nav>'
