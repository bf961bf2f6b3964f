"""The page's look: a Gradio theme of system fonts, and the style sheets that stand in assets/.

Nothing here comes from another server. This file doesn't know what the page holds.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

ASSETS = Path(__file__).parent / "assets"
SANS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "sans-serif")
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "Liberation Mono", "monospace")
HEAD_SCRIPTS = ("page.js", "places.js", "focus.js", "dropping.js")
STYLE_SHEETS = ("tokens.css", "base.css", "chat.css", "choice.css", "source.css", "library.css", "access.css")


def asset(name: str) -> str:
    """The text of a file in assets/."""
    return (ASSETS / name).read_text(encoding="utf-8")


def stylesheet() -> str:
    """All style sheets; those after the first stand inside the app's own element, so that they win over Gradio's."""
    first, *rest = (asset(name) for name in STYLE_SHEETS)
    return first + ".gradio-container.gradio-container {\n" + "\n".join(rest) + "}\n"


def build_theme() -> Any:
    """The Gradio theme: its variables point at the ones that assets/base.css sets for light and dark."""
    import gradio as gr

    theme = gr.themes.Base(font=SANS, font_mono=MONO, radius_size="sm", spacing_size="md", text_size="md")
    both = {
        "body_background_fill": "var(--paper)",
        "body_text_color": "var(--ink)",
        "body_text_color_subdued": "var(--muted)",
        "background_fill_primary": "var(--paper)",
        "background_fill_secondary": "var(--paper-2)",
        "block_background_fill": "var(--paper)",
        "block_border_color": "var(--rule)",
        "block_label_background_fill": "var(--paper)",
        "block_label_text_color": "var(--muted)",
        "block_title_text_color": "var(--muted)",
        "block_info_text_color": "var(--muted)",
        "border_color_primary": "var(--rule)",
        "border_color_accent": "var(--accent)",
        "color_accent_soft": "var(--accent-soft)",
        "link_text_color": "var(--accent)",
        "link_text_color_hover": "var(--accent)",
        "link_text_color_active": "var(--accent)",
        "link_text_color_visited": "var(--accent)",
        "input_background_fill": "var(--field)",
        "input_border_color": "var(--edge)",
        "input_border_color_focus": "var(--accent)",
        "input_placeholder_color": "var(--muted)",
        "button_primary_background_fill": "var(--accent)",
        "button_primary_background_fill_hover": "var(--accent-2)",
        "button_primary_border_color": "var(--accent)",
        "button_primary_text_color": "var(--on-accent)",
        "button_secondary_background_fill": "var(--paper)",
        "button_secondary_background_fill_hover": "var(--paper-2)",
        "button_secondary_border_color": "var(--rule-2)",
        "button_secondary_text_color": "var(--ink)",
        "button_secondary_text_color_hover": "var(--ink)",
        "button_cancel_background_fill": "var(--paper)",
        "button_cancel_background_fill_hover": "var(--paper-2)",
        "button_cancel_border_color": "var(--rule-2)",
        "button_cancel_text_color": "var(--ink)",
        "table_border_color": "var(--rule)",
        "table_even_background_fill": "var(--paper)",
        "table_odd_background_fill": "var(--paper)",
        "panel_background_fill": "var(--paper)",
        "panel_border_color": "var(--rule)",
        "checkbox_background_color": "var(--field)",
        "checkbox_background_color_selected": "var(--accent)",
        "checkbox_border_color": "var(--edge)",
        "checkbox_label_background_fill": "var(--paper)",
        "checkbox_label_background_fill_selected": "var(--accent-soft)",
        "checkbox_label_text_color": "var(--ink)",
        "checkbox_label_text_color_selected": "var(--ink)",
        "error_background_fill": "var(--paper-2)",
        "error_text_color": "var(--bad)",
        "error_border_color": "var(--bad)",
        "stat_background_fill": "var(--accent-soft)",
        "loader_color": "var(--accent)",
        "slider_color": "var(--accent)",
    }
    dark = {f"{name}_dark": value for name, value in both.items()}
    return theme.set(
        **both,
        **dark,
        block_border_width="0px",
        block_shadow="none",
        block_label_border_width="0px",
        block_padding="0px",
        button_primary_shadow="none",
        button_secondary_shadow="none",
        input_shadow="none",
        input_shadow_focus="none",
        layout_gap="0px",
    )


def page_options() -> dict[str, Any]:
    """What `Blocks.launch` and `mount_gradio_app` take for the look, and for files dropped anywhere on the page.

    The style sheets go into the page's head, not through `css=`: Gradio rewrites what it gets there, prefixes every
    selector and drops font shorthands that hold variables.
    """
    scripts = "".join(f'<script type="module">{asset(name)}</script>' for name in HEAD_SCRIPTS)
    return {"theme": build_theme(), "head": f"<style>{stylesheet()}</style>{scripts}"}
