"""A formula in plain characters, for places that hold no other: ¼ is 1/4 there, and not 14."""

from __future__ import annotations

import re
from xml.etree import ElementTree

MATHML = re.compile(r"<math.*?</math>", re.DOTALL)
RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
SIMPLE = re.compile(r"\d+|.")
APPLIED = "\u2061"
"""What MathML has between a function and its argument; here also before its name. Between letters it is a space."""
BETWEEN = re.compile(rf"(?<=\w){APPLIED}(?=\w)")


def characters(html: str) -> str:
    """The formula that KaTeX rendered as `html`."""
    found = MATHML.search(html)
    text = _of(ElementTree.fromstring(found[0])) if found else ""
    return " ".join(BETWEEN.sub(" ", text).replace(APPLIED, "").split())


def _of(element: ElementTree.Element) -> str:
    name = element.tag.rpartition("}")[2]
    if name == "annotation":
        return ""
    parts = [_of(child) for child in element]
    if name in ("msub", "msup", "msubsup"):
        parts = [part for part in parts if part != APPLIED]  # KaTeX leaves it behind the index of λ_max
    match name, parts:
        case "mi", _ if len(element.text or "") > 1:
            return f"{APPLIED}{element.text}"
        case ("munder" | "mover"), [base, "⏟" | "⏞"]:
            return base
        case "mfrac", [above, below]:
            return f"{_one(above)}/{_one(below)}"
        case "msqrt", _:
            return f"√{_one(''.join(parts))}"
        case "msub", [base, below]:
            return base + _sub(below)
        case "msup", [base, above]:
            return base + _sup(above)
        case "msubsup", [base, below, above]:
            return base + _sub(below) + _sup(above)
        case "munder", [base, below]:
            return f"{base}{_sub(below)} "
        case "munderover", [base, below, above]:
            return f"{base}{_sub(below)}{_sup(above)} "
        case ("mtd" | "mtr"), _:
            return "".join(parts) + " "
    return (element.text or "") + "".join(parts)


def _one(text: str) -> str:
    """What has more than one part in brackets."""
    text = text.strip(f" {APPLIED}")
    return text if SIMPLE.fullmatch(text) else f"({text})"


def _sub(text: str) -> str:
    text = text.strip(APPLIED)
    return text.translate(LOWERED) if text.isdecimal() else f"_{text if text.isalnum() else _one(text)}"


def _sup(text: str) -> str:
    if set(text) <= {"′", "*", "∗", "⊤"}:
        return text
    return text.translate(RAISED) if re.fullmatch(r"[+−-]?\d+", text) else f"^{_one(text)}"
