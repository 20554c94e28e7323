"""The words of a page by section, for its search."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

HEADING = re.compile("^h[1-3]$")
INLINE = {"a", "b", "button", "code", "del", "em", "i", "s", "span", "strong", "sub", "sup"}
"""Elements that stand within a word or beside its comma."""


def words_by_section(html: str) -> dict[str, str]:
    """The words under the anchor of each heading, those of the heading not among them; what stands above the first, under ""."""
    words: dict[str, list[str]] = {"": []}
    current = ""
    for element in BeautifulSoup(html, "html.parser").descendants:
        if isinstance(element, Tag):
            if HEADING.match(element.name) and element.get("id"):
                current = str(element["id"])
            if element.name not in INLINE:
                words.setdefault(current, []).append(" ")
        elif type(element) is NavigableString and not element.find_parent(HEADING):
            words[current].append(str(element))
    return {anchor: " ".join("".join(parts).split()) for anchor, parts in words.items()}
