"""What is left of a notebook's own HTML when "Sanitize HTML output" is ticked: all but scripts and foreign content.

nbconvert's filter of that name drops paragraphs, headings and styles too; a page must look the same with the box ticked.
"""

from __future__ import annotations

import bleach
from bleach.css_sanitizer import ALLOWED_CSS_PROPERTIES, ALLOWED_SVG_PROPERTIES, CSSSanitizer

TEXT = "a abbr b blockquote br code del details div em h1 h2 h3 h4 h5 h6 hr i img kbd li mark ol output p pre progress s samp small span strong sub summary sup u ul var"
TABLES = "caption col colgroup table tbody td tfoot th thead tr"
LISTS = "dd dl dt figcaption figure"
DRAWINGS = "circle clipPath defs ellipse g line linearGradient path polygon polyline rect stop svg text title tspan"
TAGS = frozenset(" ".join([TEXT, TABLES, LISTS, DRAWINGS]).split())

HTML_ATTRIBUTES = "align alt class colspan height href id lang max open role rowspan scope span src style tabindex title value width"
DRAWING_ATTRIBUTES = "clip-path cx cy d dx dy fill fill-opacity font-family font-size font-weight gradientUnits offset opacity points preserveAspectRatio r rx ry stop-color stop-opacity stroke stroke-dasharray stroke-linecap stroke-linejoin stroke-opacity stroke-width text-anchor transform viewBox x x1 x2 xmlns y y1 y2"
ATTRIBUTES = frozenset(f"{HTML_ATTRIBUTES} {DRAWING_ATTRIBUTES}".split())

PROPERTIES = [
    *ALLOWED_CSS_PROPERTIES,
    *ALLOWED_SVG_PROPERTIES,
    *"align-items border border-radius box-sizing display flex flex-wrap gap grid-template-columns inset justify-content left line-height list-style margin margin-bottom margin-left margin-right margin-top max-height max-width min-height min-width opacity overflow-x padding padding-bottom padding-left padding-right padding-top position top".split(),
]


def _allowed(_tag: str, name: str, value: str) -> bool:
    # An image may only come out of the page itself.
    if name == "src":
        return value.startswith("data:image/")
    return name in ATTRIBUTES or name.startswith("aria-")


def sanitize(html: str) -> str:
    """The HTML without anything that runs, loads or covers the page."""
    return bleach.clean(
        html,
        tags=TAGS,
        attributes=_allowed,
        protocols=[*bleach.ALLOWED_PROTOCOLS, "data"],
        css_sanitizer=CSSSanitizer(allowed_css_properties=PROPERTIES),
        strip=True,
    )
