"""Markdown to HTML as nbconvert does it, with the formulas set aside until the whole page's are known."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from .citations import Citations
from .paths import FRONT, INDEX

# Private-use characters pass unchanged through the Markdown parser and the sanitizer.
MARK, END = "\ue000", "\ue001"
MARKED = re.compile(f"{MARK}(\\d+){END}")
WITH_STOP = re.compile(f"{MARKED.pattern}([,.;:!?)]*)")
PAGED = (".ipynb", ".md")
"""Files that are pages too."""
NUMBERED = {"align", "alignat", "equation", "gather"}


@dataclass(frozen=True)
class Heading:
    """One entry of the table of contents; `html` may hold formula marks."""

    level: int
    anchor: str
    html: str


class PageMarkdown:
    """Collects the formulas, headings and citations of one page while its cells are turned into HTML."""

    def __init__(self, folder: str = "") -> None:
        self.folder = folder
        self.formulas: list[dict[str, object]] = []
        self.headings: list[Heading] = []
        self.citations = Citations(folder)

    def render(self, source: str, attachments: dict[str, dict[str, str]] | None = None) -> str:
        """The HTML of one Markdown text, a mark in place of each formula."""
        renderer = _Renderer(self, attachments or {})
        return MarkdownWithMath(renderer=renderer).render(self.citations.set_aside(source))

    def formula(self, tex: str, *, display: bool) -> str:
        """Sets a formula aside and returns its mark."""
        self.formulas.append({"tex": tex.strip(), "display": display})
        return f"{MARK}{len(self.formulas) - 1}{END}"

    def heading(self, level: int, html: str) -> Heading:
        """Notes a heading under an anchor that no other heading of the page has."""
        words = re.findall(r"\w+", unescape(re.sub(r"<[^>]*>", "", self.as_tex(html))).lower())
        # An anchor begins with a letter: the number of the section, which changes, is not part of its name.
        stem = re.sub(r"^[\d_-]+", "", "-".join(words)) or "-".join(["section", *words])
        taken = sum(1 for heading in self.headings if re.fullmatch(f"{re.escape(stem)}(--\\d+)?", heading.anchor))
        entry = Heading(level, f"{stem}--{taken + 1}" if taken else stem, re.sub(r"</?a\b[^>]*>", "", html))
        self.headings.append(entry)
        return entry

    def delimited(self, text: str) -> str:
        """The text with each mark replaced by its TeX between \\( and \\): for other pages, which render it anew."""
        return MARKED.sub(lambda found: f"\\({self.formulas[int(found[1])]['tex']}\\)", text)

    def as_tex(self, html: str) -> str:
        """The text with each mark replaced by its TeX: for places that hold plain text."""
        return MARKED.sub(lambda found: str(self.formulas[int(found[1])]["tex"]), html)


def filler(rendered: list[str]) -> Callable[[str], str]:
    """A function that puts the rendered formulas in place of their marks."""
    return lambda html: WITH_STOP.sub(lambda found: held(rendered[int(found[1])], found[2]), html)


def held(formula: str, stop: str) -> str:
    """A formula and the punctuation behind it, which a browser would let begin a line; longer formulas break within themselves."""
    if stop and formula.count('class="base"') == 1 and "katex-display" not in formula:
        return f'<span class="held">{formula}{stop}</span>'
    return formula + stop


class _Renderer(IPythonRenderer):
    """nbconvert's renderer with formulas set aside, plain anchors, and links to notebooks and Markdown files leading to their pages."""

    def __init__(self, page: PageMarkdown, attachments: dict[str, dict[str, str]]) -> None:
        super().__init__(escape=False, embed_images=True, path=page.folder, attachments=attachments)
        self.page = page

    def inline_math(self, body: str) -> str:
        return self.page.formula(body, display=False)

    def block_math(self, body: str) -> str:
        return self.page.formula(body, display=True)

    def latex_environment(self, name: str, body: str) -> str:
        # KaTeX numbers the lines of unstarred environments, JupyterLab does not: the page follows JupyterLab.
        name = name if name.endswith("*") or name not in NUMBERED else f"{name}*"
        return self.page.formula(f"\\begin{{{name}}}{body}\\end{{{name}}}", display=True)

    def heading(self, text: str, level: int, **_: object) -> str:
        entry = self.page.heading(level, text)
        link = f'<a class="anchor" href="#{entry.anchor}" aria-label="Link to this section">#</a>'
        return f'<h{level} id="{entry.anchor}">{text}{link}</h{level}>\n'

    def _html_embed_images(self, html: str) -> str:
        # nbconvert parses each piece of HTML by itself and so closes what a later piece would: <details> around Markdown.
        return super()._html_embed_images(html) if "<img" in html.lower() else html

    def link(self, text: str, url: str, title: str | None = None) -> str:
        parts = urlsplit(url)
        if not parts.scheme and not parts.netloc and parts.path.endswith(PAGED):
            page = INDEX if parts.path == FRONT else parts.path.rpartition(".")[0] + ".html"
            url = parts._replace(path=page).geturl()
        return super().link(text, url, title)

    def table(self, text: str) -> str:
        return f'<div class="wide"><table>\n{text}</table></div>\n'

    def table_cell(self, text: str, align: str | None = None, head: bool = False) -> str:
        # An empty heading heads nothing: it is read out as a heading without a name.
        tag = "th" if head and text.strip() else "td"
        aligned = f' class="{align}"' if align else ""
        scope = ' scope="col"' if tag == "th" else ""
        if tag == "th" and MARKED.fullmatch(text.strip()):
            # Not every screen reader takes a formula for the name of a column: it gets the formula's characters.
            text = f'<span aria-hidden="true">{text}</span><span class="said">{text}</span>'
        return f"<{tag}{scope}{aligned}>{text}</{tag}>\n"
