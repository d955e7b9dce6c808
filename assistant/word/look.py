"""How the product's own Word files look, and what an office's letter is given where it lacks it."""

from __future__ import annotations

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import BaseStyle, CharacterStyle, ParagraphStyle
from docx.text.paragraph import Paragraph

from assistant.word.xml import element

FONT = "Arial"
NAVY = RGBColor(0x1B, 0x2A, 0x49)
HEADINGS = (  # name, points, points before, points after
    ("Title", 17, 10, 10),
    ("Heading 1", 15, 20, 8),
    ("Heading 2", 12.5, 18, 6),
    ("Heading 3", 11, 8, 4),
)
_TO_FILL_IN = "FFF2A8"


def set_page(document: Document) -> None:
    """A4, with the number of the page at its foot."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.3)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    number = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    footer._p.append(element(number))


def set_own_styles(document: Document) -> None:
    """The look of a file that no office has given a look."""
    normal = _paragraph_style(document, "Normal")
    _set_font(normal, size=11, after=8)
    normal.paragraph_format.line_spacing = 1.15
    for name, size, before, after in HEADINGS:
        style = _paragraph_style(document, name)
        _set_font(style, size=size, before=before, after=after)
        style.font.bold, style.font.color.rgb = True, NAVY
    for border in _paragraph_style(document, "Title").element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    for name in ("Header", "Footer"):
        _set_font(_paragraph_style(document, name), size=9, after=0)


def add_missing_styles(document: Document) -> None:
    """Everything that the letters are set in; what is there already stays as it is."""
    for name, size, before, after in HEADINGS:
        if style := _new(document, name, size=size, before=before, after=after):
            style.font.bold = style.paragraph_format.keep_with_next = True
            level = name.removeprefix("Heading ")
            if level.isdigit():
                outline = element(f'<w:outlineLvl w:val="{int(level) - 1}"/>')
                style.element.get_or_add_pPr().append(outline)
    _new(document, "Address line", after=0)
    _add_item_style(document)
    _add_boxes(document)
    _add_source_styles(document)
    if cell := _new(document, "Table text", size=9, before=2, after=2):
        cell.paragraph_format.line_spacing = 1.0
    if gap := _new(document, "After a table", size=4, after=4):
        gap.paragraph_format.line_spacing = 1.0
    if mark := _new_character(document, "To fill in"):
        mark.element.get_or_add_rPr().append(_shading(_TO_FILL_IN))
    if citation := _new_character(document, "Citation"):
        citation.font.color.rgb = NAVY
    _new_character(document, "Source place")
    if label := _new_character(document, "Item label"):
        label.font.size, label.font.bold, label.font.color.rgb = Pt(9), True, NAVY


def _add_item_style(document: Document) -> None:
    if item := _new(document, "Item as printed", after=10, left=0.4, right=0.2):
        _decorate(item, fill="F1F3F7", borders={"left": ("single", 24, "1B2A49")})


def _add_boxes(document: Document) -> None:
    if open_ := _new(document, "Placeholder", after=8):
        open_.paragraph_format.keep_together = True
        _decorate(open_, fill=_TO_FILL_IN, borders={})
    if note := _new(document, "Drafting note", size=10, after=6, left=0.2, right=0.2):
        note.paragraph_format.keep_together = True
        box = ("single", 6, "B07A00")
        sides = dict.fromkeys(("top", "left", "bottom", "right"), box)
        _decorate(note, fill="FFF4D6", borders=sides)


def _add_source_styles(document: Document) -> None:
    if source := _new(document, "Source", size=10, after=2, left=1.0):
        source.paragraph_format.first_line_indent = Cm(-1.0)
        source.paragraph_format.tab_stops.add_tab_stop(Cm(1.0))
        source.paragraph_format.keep_with_next = True
    if quotation := _new(document, "Source quotation", size=10, after=8, left=1.0):
        quotation.paragraph_format.keep_together = True
    if details := _new(document, "Source details", size=8.5, after=10, left=1.0):
        details.paragraph_format.line_spacing = 1.0
        details.paragraph_format.keep_together = True


def in_british_english(document: Document) -> None:
    """Have the office's program check the spelling as British."""
    for language in document.styles.element.iter(qn("w:lang")):
        if language.get(qn("w:val")):
            language.set(qn("w:val"), "en-GB")
    for theme in document.settings.element.iter(qn("w:themeFontLang")):
        theme.set(qn("w:val"), "en-GB")


def _paragraph_style(document: Document, name: str) -> ParagraphStyle:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    return style


def _new(
    document: Document,
    name: str,
    *,
    size: float | None = None,
    before: float = 0,
    after: float,
    left: float = 0,
    right: float = 0,
) -> ParagraphStyle | None:
    """A paragraph style in the font of the file's text; None where the file has it.

    Args:
        size, before, after: in points; left, right: in centimetres.
    """
    built_in = name in {heading[0] for heading in HEADINGS}
    style = _added(document, name, WD_STYLE_TYPE.PARAGRAPH, built_in=built_in)
    if style is None:
        return None
    assert isinstance(style, ParagraphStyle)
    style.base_style = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    style.font.size = Pt(size) if size else None
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.left_indent, style.paragraph_format.right_indent = Cm(left), Cm(right)
    return style


def _new_character(document: Document, name: str) -> CharacterStyle | None:
    style = _added(document, name, WD_STYLE_TYPE.CHARACTER, built_in=False)
    assert style is None or isinstance(style, CharacterStyle)
    return style


def _added(
    document: Document, name: str, kind: WD_STYLE_TYPE, *, built_in: bool
) -> BaseStyle | None:
    """A new style; one of that name and another kind keeps its look under another name."""
    if name in document.styles:
        there = document.styles[name]
        if there.type == kind:
            return None
        there.name = f"{name} (office)"
    taken = {style.style_id for style in document.styles}
    added: BaseStyle = document.styles.add_style(name, kind, builtin=built_in)
    if added.style_id in taken:
        added.style_id = f"{added.style_id}OfLetter"
    return added


def _set_font(style: ParagraphStyle, *, size: float, after: float, before: float = 0) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in [key for key in fonts.attrib if str(key).endswith("Theme")]:
        del fonts.attrib[key]  # a theme's font wins over a named one
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _decorate(
    style: ParagraphStyle, *, fill: str, borders: dict[str, tuple[str, int, str]]
) -> None:
    """Shade a paragraph style and rule its sides: line, eighths of a point, colour."""
    sides = "".join(
        f'<w:{side} w:val="{line}" w:sz="{size}" w:space="4" w:color="{colour}"/>'
        for side, (line, size, colour) in borders.items()
    )
    spacing = style.element.get_or_add_pPr().find(qn("w:spacing"))
    assert spacing is not None
    # The order of a paragraph's properties is fixed: borders, then shading, then spacing.
    if sides:
        spacing.addprevious(element(f"<w:pBdr>{sides}</w:pBdr>"))
    spacing.addprevious(_shading(fill))


def _shading(fill: str) -> BaseOxmlElement:
    return element(f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>')


def mark(paragraph: Paragraph, words: str) -> None:
    """Words of warning in a header."""
    run = paragraph.add_run(words)
    run.bold, run.font.color.rgb = True, RGBColor(0xB0, 0x00, 0x20)
