"""Which parts of a web page are its frame: navigation, banners, forms, what surrounds the text."""

from __future__ import annotations

import re
from typing import Any

Element = Any  # of lxml, which says nothing of its types

UNSEEN = frozenset(
    ("script", "style", "template", "head", "svg", "iframe", "object", "canvas", "audio",
     "video", "map")
)  # fmt: skip
_FRAME_TAGS = frozenset(("nav", "header", "footer", "aside", "form", "noscript", "dialog"))
_CONTROLS = frozenset(("button", "select", "label", "legend", "textarea"))
_FRAME_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog")
)
_FRAME_NAMES = re.compile(
    r"""
    (?<![a-z]) (?: cookies? | cookie-?\w+ | gdpr | consent | breadcrumbs? | skip-?(?:link|to|nav)\w*
      | site-?(?:header|footer|nav\w*) | (?:page-)?sidebar | side-?bar | side-?nav
      | share | sharing | social | social-\w+ | related(?:-(?:content|links|pages|items))?
      | pagination | pager | feedback | survey | newsletter | print-?page | mega-?menu
      | back-to-top | (?:main|top|primary|footer)-?(?:menu|nav\w*) ) (?![a-z])
    """,
    re.I | re.VERBOSE,
)
_TOGGLES = re.compile(r"accordion|collaps|toggle|expand|disclosure|panel", re.I)
LONGEST_BANNER = 120  # words of what only its name makes a part of the frame
_MAIN = ".//main | .//*[@role='main']"


class Frame:
    """Knows the frame of one page."""

    def __init__(self, page: Element) -> None:
        self._words: dict[Element, int] = {}
        _count_words(page, self._words)
        self._all = self._words.get(page, 0)
        self._headings = page.xpath(".//h1")
        self._framed = {element for element in page.iter() if self._is_frame(element)}
        self.content = self._content(page)

    def is_unseen(self, element: Element) -> bool:
        return not isinstance(element.tag, str) or element.tag in UNSEEN

    def holds(self, element: Element) -> bool:
        """Whether an element is of the frame, or a control beside the text."""
        return element in self._framed or is_control(element)

    def _is_frame(self, element: Element) -> bool:
        if not isinstance(element.tag, str):
            return False
        words = self._words.get(element, 0)
        by_kind = element.tag in _FRAME_TAGS or (element.get("role") or "") in _FRAME_ROLES
        if not by_kind and not (words <= LONGEST_BANNER and _FRAME_NAMES.search(_names(element))):
            return False
        if element.tag in ("header", "aside") and _inside(element, ("main", "article")):
            return False
        if element.tag != "nav" and words * 2 > self._all:
            return False
        return not (self._headings and all(_within(h, element) for h in self._headings))

    def _content(self, page: Element) -> Element | None:
        """The element that holds the page's own text, where it says so and most is in it."""
        named = page.xpath(_MAIN) or page.xpath(".//article")
        outer = [
            each for each in named if not any(_within(each, o) for o in named if o is not each)
        ]
        if len(outer) != 1:
            return None
        inside = self._words.get(outer[0], 0)
        framed = sum(
            self._words.get(each, 0)
            for each in self._framed
            if not any(parent in self._framed for parent in each.iterancestors())
            and not _within(each, outer[0])
        )
        return outer[0] if inside > self._all - inside - framed else None


def is_heading_button(element: Element) -> bool:
    """A button that opens the text under it is that text's heading."""
    if element.tag == "summary":
        return True
    opens = element.get("aria-expanded") is not None or element.get("aria-controls") is not None
    return element.tag == "button" and (opens or bool(_TOGGLES.search(_names(element))))


def is_control(element: Element) -> bool:
    if element.tag not in _CONTROLS or is_heading_button(element):
        return False
    return not _inside(element, ("h1", "h2", "h3", "h4", "h5", "h6", "summary"))


def _names(element: Element) -> str:
    return f"{element.get('id') or ''} {element.get('class') or ''}"


def _count_words(page: Element, counts: dict[Element, int]) -> None:
    """How many words stand in each element and those inside it."""
    for element in reversed(list(page.iter())):
        if not isinstance(element.tag, str):
            continue
        own = 0 if element.tag in UNSEEN else len((element.text or "").split())
        for child in element:
            own += len((child.tail or "").split())
            if isinstance(child.tag, str) and child.tag not in UNSEEN:
                own += counts.get(child, 0)
        counts[element] = own


def _within(element: Element, outer: Element) -> bool:
    return element is outer or any(parent is outer for parent in element.iterancestors())


def _inside(element: Element, tags: tuple[str, ...]) -> bool:
    return any(parent.tag in tags for parent in element.iterancestors())
