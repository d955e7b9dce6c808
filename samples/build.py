"""Write the sample library: each file in sources/ becomes one invented letter or report.

Run `python samples/build.py`. A source opens with settings (`output:` names the file to write),
then `---`, then blocks parted by blank lines. The first characters of a block say what it is; see
KINDS.
"""

import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from textwrap import fill
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph
from reportlab.lib.colors import HexColor, lightgrey
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

SAMPLES = Path(__file__).parent

KINDS = {
    ">> ": "right",  # lines kept as typed, set to the right
    "> ": "lines",  # lines kept as typed: addresses, sign-offs
    "# ": "title",
    "## ": "heading",
    "### ": "subheading",
    "| ": "table",  # one row a line: | label | text, with // between paragraphs
    "- ": "bullets",
    "! ": "box",  # a tinted box
    "[": "mark",  # [signature], [new page], [cover]
}


@dataclass(frozen=True, kw_only=True)
class Block:
    """One run of a source: its kind, and its lines without the characters that marked them."""

    kind: str
    lines: list[str]

    @property
    def text(self) -> str:
        return " ".join(self.lines)

    @property
    def leads(self) -> bool:
        """Whether this block must stay on the page of the one that follows it."""
        if self.kind in ("heading", "subheading"):
            return True
        return re.fullmatch(r"Yours .*|([\d.]+ )?\*\*.*\*\*", self.text) is not None


@dataclass(frozen=True, kw_only=True)
class Source:
    """One file of sources/: its settings, its body as typed, and the file it becomes."""

    settings: dict[str, str]
    body: str

    @property
    def output(self) -> Path:
        return SAMPLES / self.settings["output"]

    @property
    def blocks(self) -> list[Block]:
        return [block_of(chunk) for chunk in re.split(r"\n{2,}", self.body.strip())]


def main() -> None:
    writers = {".pdf": write_pdf, ".docx": write_word, ".md": write_markdown, ".txt": write_text}
    for path in sorted((SAMPLES / "sources").glob("*.txt")):
        source = read_source(path)
        source.output.parent.mkdir(exist_ok=True)
        writers[source.output.suffix](source)
        print(source.output.relative_to(SAMPLES))


def read_source(path: Path) -> Source:
    text = typeset_quotes(path.read_text(encoding="utf-8"))
    head, body = text.split("\n---\n", 1)
    settings = dict(line.split(": ", 1) for line in head.splitlines())
    return Source(settings=settings, body=body)


def typeset_quotes(text: str) -> str:
    """Turn typewriter quotation marks into printed ones, as Word does."""
    opened = re.sub(r'(^|[\s(*])"', "\\1\N{LEFT DOUBLE QUOTATION MARK}", text)
    closed = opened.replace('"', "\N{RIGHT DOUBLE QUOTATION MARK}")
    return closed.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")


def block_of(chunk: str) -> Block:
    mark = next((mark for mark in KINDS if chunk.startswith(mark)), "")
    if mark == "[":
        return Block(kind="mark", lines=[chunk.strip("[]")])
    lines = [line.removeprefix(mark) for line in chunk.splitlines()]
    return Block(kind=KINDS.get(mark, "paragraph"), lines=lines)


def rows_of(table: Block) -> list[tuple[str, list[str]]]:
    """The label of each row, and the paragraphs beside it."""
    rows = [line.split(" | ", 1) for line in table.lines]
    return [(label, text.split(" // ")) for label, text in rows]


# Plain text and Markdown


def write_markdown(source: Source) -> None:
    source.output.write_text(source.body.strip() + "\n", encoding="utf-8")


def write_text(source: Source) -> None:
    width = int(source.settings["width"])  # 0 leaves each paragraph on one long line
    blocks = [plain(block, width) for block in source.blocks]
    source.output.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def plain(block: Block, width: int) -> str:
    if block.kind == "mark":
        return ""
    if block.kind == "lines" or not width:
        return "\n".join(block.lines)
    return fill(block.text, width, break_on_hyphens=False)


# PDF


def write_pdf(source: Source) -> None:
    document = SimpleDocTemplate(
        str(source.output),
        pagesize=A4,
        topMargin=3.2 * cm,
        bottomMargin=2.4 * cm,
        leftMargin=2.5 * cm - 6,  # reportlab pads its frames by 6 points
        rightMargin=2.5 * cm - 6,
        title=source.settings["title"],
        author=source.settings["author"],
        lang="en-GB",
        invariant=1,
    )

    def dress(canvas: Any, _: Any) -> None:
        draw_page(canvas, source.settings)

    styles = pdf_styles(source.settings)
    flowables = [flowable for block in source.blocks for flowable in pdf_flowables(block, styles)]
    document.build(flowables, onFirstPage=dress, onLaterPages=dress)


def pdf_styles(settings: dict[str, str]) -> dict[str, ParagraphStyle]:
    face, colour = settings["font"], HexColor(settings["colour"])
    bold = {"Times": "Times-Bold", "Helvetica": "Helvetica-Bold"}[face]
    roman = {"Times": "Times-Roman", "Helvetica": "Helvetica"}[face]
    size = {"Times": 11, "Helvetica": 10.5}[face]
    indent = float(settings.get("indent", 0))
    base = ParagraphStyle("lines", fontName=roman, fontSize=size, leading=size * 1.3)
    base.spaceAfter, base.allowWidows = size * 0.8, 0
    title: dict[str, Any] = {"fontName": bold, "textColor": colour, "spaceBefore": 12}
    listed = {"leftIndent": indent + 16, "bulletIndent": indent + 4, "spaceAfter": 3}
    tinted = {"backColor": HexColor("#e8f0f3"), "borderPadding": 6, "spaceAfter": 14}
    looks: dict[str, dict[str, Any]] = {
        "lines": {},
        "right": {"alignment": TA_RIGHT},
        "paragraph": {"leftIndent": indent},
        "bullets": listed,
        "title": {"fontSize": 22, "leading": 28, **title},
        "heading": {"fontSize": size + 2, "leading": size * 1.5, **title},
        "subheading": {"fontSize": size + 0.5, **title},
        "box": {"leftIndent": 8, "rightIndent": 8, **tinted},
    }
    return {name: ParagraphStyle(name, base, **look) for name, look in looks.items()}


def pdf_flowables(block: Block, styles: dict[str, ParagraphStyle]) -> list[Flowable]:
    if block.kind == "mark":
        return pdf_mark(block.text)
    if block.kind == "table":
        return [pdf_table(block, styles["lines"]), Spacer(1, 12)]
    style = styles[block.kind]
    if block.kind == "bullets":
        return [Paragraph(pdf_markup(line), style, bulletText="\N{BULLET}") for line in block.lines]
    if block.kind in ("lines", "right"):
        return [Paragraph("<br/>".join(pdf_markup(line) for line in block.lines), style)]
    return [pdf_paragraph(block, style)]


def pdf_mark(mark: str) -> list[Flowable]:
    if mark == "new page":
        return [PageBreak()]
    gap = Spacer(1, {"cover": 6 * cm, "signature": 1.4 * cm}[mark])
    gap.keepWithNext = 1
    return [gap]


def pdf_paragraph(block: Block, style: ParagraphStyle) -> Paragraph:
    """A paragraph; one that opens with a number such as 4.1 has it in the margin."""
    numbered = re.match(r"(\d+\.\d+) ", block.text)
    words = block.text[numbered.end() :] if numbered else block.text
    paragraph = Paragraph(pdf_markup(words), style, bulletText=numbered[1] if numbered else None)
    paragraph.keepWithNext = int(block.leads)
    return paragraph


def pdf_markup(text: str) -> str:
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text))


def pdf_table(block: Block, style: ParagraphStyle) -> Table:
    cell = ParagraphStyle("cell", style, spaceAfter=0)
    rows = [
        [Paragraph(f"<b>{label}</b>", cell), [Paragraph(pdf_markup(text), cell) for text in texts]]
        for label, texts in rows_of(block)
    ]
    table = Table(rows, colWidths=[3.5 * cm, 12.5 * cm])
    table.setStyle(
        [("GRID", (0, 0), (-1, -1), 0.5, lightgrey), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    )
    return table


def draw_page(canvas: Any, settings: dict[str, str]) -> None:
    """Letterhead, footer and page number; in their place, a band of colour on a cover."""
    label = page_label(canvas.getPageNumber(), settings.get("cover"))
    canvas.addPageLabel(canvas.getPageNumber() - 1, prefix=label)
    canvas.saveState()
    canvas.setFillColor(HexColor(settings["colour"]))
    canvas.setStrokeColor(HexColor(settings["colour"]))
    if label:
        draw_letterhead(canvas, settings, label)
    else:
        canvas.rect(0, A4[1] - 5 * cm, A4[0], 5 * cm, stroke=0, fill=1)
    canvas.restoreState()


def page_label(page: int, cover: str | None) -> str:
    """What is printed on a page: pages after a cover count from 1 again."""
    if cover is None:
        return str(page)
    if page > 1:
        return str(page - 1)
    return "" if cover == "none" else cover


def draw_letterhead(canvas: Any, settings: dict[str, str], label: str) -> None:
    bold = {"Times": "Times-Bold", "Helvetica": "Helvetica-Bold"}[settings["font"]]
    left, right, top = 2.5 * cm, A4[0] - 2.5 * cm, A4[1] - 1.8 * cm
    canvas.setFont(bold, 14)
    canvas.drawString(left, top, settings["letterhead"])
    canvas.setFont("Helvetica", 8)
    canvas.drawString(left, top - 14, settings["strapline"])
    canvas.line(left, top - 22, right, top - 22)
    canvas.drawString(left, 1.5 * cm, settings["footer"])
    canvas.drawRightString(right, 1.5 * cm, settings["pages"].format(label=label))


# Word


def write_word(source: Source) -> None:
    document = Document()
    dress_word(document, source.settings)
    for block in source.blocks:
        add_block(document, block, styled=source.settings["headings"] == "styled")
    packed = BytesIO()
    document.save(packed)
    source.output.write_bytes(without_clock(packed))


def dress_word(document: WordDocument, settings: dict[str, str]) -> None:
    """Page, fonts, letterhead, footer and properties."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2)
    colour = RGBColor.from_string(settings["colour"].removeprefix("#"))
    for name, size in {
        "Normal": 11,
        "Heading 1": 16,
        "Heading 2": 13,
        "Header": 8,
        "Footer": 8,
    }.items():
        set_font(document, name, settings["font"], size)
    for name in ("Heading 1", "Heading 2"):
        document.styles[name].font.color.rgb = colour
    letterhead = section.header.paragraphs[0].add_run(settings["letterhead"])
    letterhead.bold, letterhead.font.size, letterhead.font.color.rgb = True, Pt(14), colour
    strapline = section.header.add_paragraph(settings["strapline"], style="Header")
    strapline.paragraph_format.space_after = Pt(18)
    tab_stops = document.styles["Footer"].paragraph_format.tab_stops
    tab_stops.clear_all()
    tab_stops.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT)
    foot = section.footer.paragraphs[0]
    foot.add_run(settings["footer"] + "\tPage ")
    add_page_number(foot)
    set_properties(document, settings)


def set_font(document: WordDocument, name: str, face: str, size: int) -> None:
    style = document.styles[name]
    style.font.name, style.font.size = face, Pt(size)
    # While these attributes stand, Word takes a heading's font from the theme, not from its name.
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def add_page_number(paragraph: WordParagraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def set_properties(document: WordDocument, settings: dict[str, str]) -> None:
    dated = datetime.fromisoformat(settings["dated"])
    properties = document.core_properties
    properties.title, properties.author = settings["title"], settings["author"]
    properties.last_modified_by, properties.comments = settings["author"], ""
    properties.created = properties.modified = dated
    properties.language = "en-GB"


def add_block(document: WordDocument, block: Block, *, styled: bool) -> None:
    levels = {"title": 1, "heading": 2}
    if block.kind == "table":
        add_table(document, block)
    elif block.kind == "mark":
        room = document.add_paragraph().paragraph_format
        room.space_after, room.keep_with_next = Pt(20), True
    elif block.kind in levels and styled:
        document.add_heading(block.text, levels[block.kind])
    else:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = block.leads
        add_text(paragraph, block)


def add_text(paragraph: WordParagraph, block: Block) -> None:
    if block.kind == "right":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for number, line in enumerate(block.lines):
        if number:
            paragraph.add_run().add_break()
        add_runs(paragraph, f"**{line}**" if block.kind == "heading" else line)


def add_runs(paragraph: WordParagraph, text: str) -> None:
    for number, run in enumerate(text.split("**")):
        if run:
            paragraph.add_run(run).bold = number % 2 == 1


def add_table(document: WordDocument, block: Block) -> None:
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    table.autofit = False
    widths = (Cm(4), Cm(12))
    for label, texts in rows_of(block):
        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        cells = row.cells
        fill_cell(cells[0], [f"**{label}**"], widths[0])
        fill_cell(cells[1], texts, widths[1])
        shade(cells[0]._tc)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    document.add_paragraph()


def fill_cell(cell: WordCell, texts: list[str], width: Length) -> None:
    cell.width = width
    for number, text in enumerate(texts):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)
        add_runs(paragraph, text)


def shade(cell: Any) -> None:
    tint = OxmlElement("w:shd")
    tint.set(qn("w:val"), "clear")
    tint.set(qn("w:fill"), "EFE8EE")
    cell.get_or_add_tcPr().append(tint)


def without_clock(packed: BytesIO) -> bytes:
    """The same Word file with every part dated 1980, so that the same words give the same bytes."""
    steady = BytesIO()
    with (
        zipfile.ZipFile(packed) as parts,
        zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in sorted(parts.namelist()):
            copy.writestr(zipfile.ZipInfo(name), parts.read(name), zipfile.ZIP_DEFLATED)
    return steady.getvalue()


if __name__ == "__main__":
    main()
