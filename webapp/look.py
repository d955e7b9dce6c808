"""How the app looks: a restrained theme of system fonts, and the style sheet."""

from __future__ import annotations

from pathlib import Path

import gradio as gr
from gradio.themes.utils.fonts import Font

STYLE = Path(__file__).parent / "style.css"


def theme() -> gr.themes.Base:
    """Fonts of the reader's own computer: Gradio's own themes ask for downloaded ones."""
    base = gr.themes.Base(
        primary_hue="blue",
        secondary_hue="slate",
        neutral_hue="slate",
        font=[Font("system-ui"), Font("Segoe UI"), Font("Arial"), Font("sans-serif")],
        font_mono=[Font("Consolas"), Font("monospace")],
    )
    return base.set(
        body_text_color_subdued="*neutral_600",  # Gradio's own is too pale to read
        body_text_color_subdued_dark="*neutral_300",
        block_info_text_color="*neutral_600",
        block_info_text_color_dark="*neutral_300",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_dark="*primary_700",
        button_primary_background_fill_hover_dark="*primary_800",
        button_primary_text_color="white",
        link_text_color="*primary_700",
        link_text_color_dark="*primary_300",
        link_text_color_hover="*primary_800",
        link_text_color_hover_dark="*primary_200",
        input_border_width="1px",
        input_background_fill="white",
    )
