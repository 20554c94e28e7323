"""What is left of a notebook's own HTML when "Sanitize HTML output" is ticked: all but what runs, loads or covers the page.

nbconvert's filter of that name drops paragraphs, headings and styles too; a page must look the same with the box ticked.
"""

from __future__ import annotations

import re

import nh3

TEXT = "a abbr b blockquote br code del details div em h1 h2 h3 h4 h5 h6 hr i img kbd li mark ol output p pre progress s samp small span strong sub summary sup u ul var"
TABLES = "caption col colgroup table tbody td tfoot th thead tr"
LISTS = "dd dl dt figcaption figure"
DRAWINGS = "circle clipPath defs ellipse g line linearGradient path polygon polyline rect stop svg text title tspan"
FORMULAS = "annotation math menclose mfrac mi mn mo mover mpadded mphantom mroot mrow mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics"
TAGS = set(" ".join([TEXT, TABLES, LISTS, DRAWINGS, FORMULAS]).split())

HTML_ATTRIBUTES = "align alt class colspan height href id lang max open role rowspan scope span src style tabindex title value width"
DRAWING_ATTRIBUTES = "clip-path cx cy d dx dy fill fill-opacity font-family font-size font-weight gradientUnits offset opacity points preserveAspectRatio r rx ry stop-color stop-opacity stroke stroke-dasharray stroke-linecap stroke-linejoin stroke-opacity stroke-width text-anchor transform viewBox x x1 x2 xmlns y y1 y2"
FORMULA_ATTRIBUTES = "accent accentunder columnalign columnlines columnspacing depth display displaystyle encoding fence frame linebreak linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize notation rowlines rowspacing rspace scriptlevel separator stretchy symmetric voffset"
ATTRIBUTES = set(f"{HTML_ATTRIBUTES} {DRAWING_ATTRIBUTES} {FORMULA_ATTRIBUTES}".split())

TEXT_PROPERTIES = "color direction font font-family font-size font-style font-variant font-weight letter-spacing line-height text-align text-decoration text-indent vertical-align white-space"
BOX_PROPERTIES = "align-items background-color border border-bottom border-bottom-color border-bottom-style border-bottom-width border-collapse border-color border-left border-left-color border-radius border-right border-right-color border-right-style border-right-width border-spacing border-style border-top border-top-color border-top-width border-width bottom box-sizing clear display flex flex-wrap float gap grid-template-columns height inset justify-content left list-style margin margin-bottom margin-left margin-right margin-top max-height max-width min-height min-width opacity overflow overflow-x padding padding-bottom padding-left padding-right padding-top position top width"
DRAWING_PROPERTIES = "fill fill-opacity fill-rule stroke stroke-linecap stroke-linejoin stroke-opacity stroke-width"
PROPERTIES = set(f"{TEXT_PROPERTIES} {BOX_PROPERTIES} {DRAWING_PROPERTIES}".split())

# Escapes could spell either word another way, and no style that a notebook needs has one.
OUTSIDE = re.compile(r"url\(\s*[\"']?(?!#)|image|\\", re.IGNORECASE)
COVERING = re.compile(r"fixed|sticky", re.IGNORECASE)
PICTURE = "data:image/"


def _filtered(_tag: str, name: str, value: str) -> str | None:
    """The value of an attribute, or nothing where it reaches out of the page or over it."""
    if name == "src":
        # An image may only come out of the page itself.
        return value if value.startswith(PICTURE) else None
    if name == "href":
        return None if re.sub(r"[\x00-\x20]", "", value).lower().startswith("data:") else value
    if OUTSIDE.search(value) and name in {"style", "fill", "stroke", "clip-path"}:
        return None
    return None if name == "style" and COVERING.search(value) else value


_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes={"*": ATTRIBUTES},
    generic_attribute_prefixes={"aria-"},
    attribute_filter=_filtered,
    url_schemes={"data", "http", "https", "mailto"},
    filter_style_properties=PROPERTIES,
    link_rel=None,
)


def sanitize(html: str) -> str:
    """The HTML without anything that runs, loads or covers the page."""
    return _cleaner.clean(html)
