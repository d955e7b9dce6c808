"""Elements of WordprocessingML that python-docx has no name for."""

from __future__ import annotations

import re
from xml.sax.saxutils import quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement


def element(fragment: str) -> BaseOxmlElement:
    """An element from its text, in which the prefix "w" needs no declaration."""
    tag = re.match(r"<([\w:]+)", fragment)
    assert tag is not None
    name = tag.group(1)
    return parse_xml(fragment.replace(f"<{name}", f"<{name} {nsdecls('w')}", 1))


def with_value(tag: str, value: str) -> BaseOxmlElement:
    """<tag w:val="value"/>, whatever marks the value holds."""
    return element(f"<{tag} w:val={quoteattr(value)}/>")
