"""What came of checking a draft, for people at a terminal: both quotations under one another."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from assistant import wording
from assistant.consistency.checking import Checked, Finding
from assistant.consistency.wording import counted
from assistant.results import Citation, on_one_line


def checked_text(checked: Checked) -> RenderableType:
    blocks: list[RenderableType] = []
    for each in checked.findings:
        blocks += [*_finding(each), Text("")]
    return Group(*blocks, Text(counted(checked.sentences, checked.same, len(checked.findings))))


def _finding(finding: Finding) -> list[RenderableType]:
    name = finding.agreement.value if finding.agreement else "missing item"
    where = f" (page {finding.page})" if finding.page else ""
    head = Text.assemble((f"{name}{where}: ", "bold"), f"“{on_one_line(finding.sentence)}”")
    blocks: list[RenderableType] = [head, Padding(Text(finding.message, "yellow"), (0, 0, 0, 2))]
    for number, citation in enumerate(finding.citations):
        said = finding.framing if number == 0 else _framed(citation)
        line = Text.assemble(
            f"{said}: “{on_one_line(citation.quote)}” ", (_source(citation), "dim")
        )
        blocks.append(Padding(line, (0, 0, 0, 2)))
    return blocks


def _framed(citation: Citation) -> str:
    return f"{citation.body}, {wording.uk_date(citation.dated)}"


def _source(citation: Citation) -> str:
    place = wording.place(citation.page, citation.page_label, recognised=citation.recognised)
    return f"({citation.file}, {place})"
