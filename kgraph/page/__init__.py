"""The graph as one HTML file that needs nothing else and asks for nothing else."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from kgraph.io import replacing
from kgraph.knowledge_io import Knowledge
from kgraph.packages import folder_of
from kgraph.page.payload import Desk, blocks
from kgraph.records import Tables

__all__ = ["Desk", "frame", "write"]

ASSETS = files(__package__) / "assets"
MODULES = ("dates", "paths", "rows", "csv", "decisions", "texts")
SCRIPTS = (
    *("words", "dom", "graph", "state", "filter", "shapes", "place", "draw", "paint", "points", "walk", "search"),
    *("passages", "dossier", "edge", "panel", "legend", "dates", "desk", "questions", "overview", "sheet", "reader"),
    *("takeaway", "keys", "main"),
)
STYLES = ("look", "parts", "views", "print")
VIS_NETWORK = folder_of("pyvis") / "templates/lib/vis-9.1.2/vis-network.min.js"
PERMISSIONS = (
    "default-src 'none'; script-src {scripts}; style-src {styles}; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'"
)
_UNSAFE = {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def write(
    tables: Tables,
    path: Path,
    knowledge: Knowledge,
    *,
    language: str = "",
    home: Path | None = None,
    desk: Desk | None = None,
) -> None:
    """Write the page; `home` is the folder where it will lie, if not the one it is written to.

    Its links to the sources work where that folder lies below the one the build ran in. Without a language it speaks
    that of the browser.
    """
    made = _page(tables, knowledge, language=language, root=_way_up(home or path.parent), desk=desk or Desk())
    with replacing(path) as beside:
        beside.write_bytes(made.encode("utf-8", "replace"))


def frame(tables: Tables, knowledge: Knowledge, *, language: str = "", height: int = 640) -> str:
    """An iframe that holds the whole page and is shut off from the document around it."""
    page = html.escape(_page(tables, knowledge, language=language, root=None, desk=Desk()), quote=True)
    return (
        f'<iframe title="kgraph" srcdoc="{page}" width="100%" height="{height}" style="border:0" '
        'sandbox="allow-scripts allow-downloads"></iframe>'
    )


def _way_up(home: Path) -> str | None:
    """The way from the page's folder to the one the build ran in; none where the page lies outside it."""
    folder = home.resolve()
    if not folder.is_relative_to(Path.cwd()):
        return None
    return "../" * len(folder.relative_to(Path.cwd()).parts) or "./"


def _page(tables: Tables, knowledge: Knowledge, *, language: str, root: str | None, desk: Desk) -> str:
    data: dict[str, Any] = dict(blocks(tables, knowledge, language=language, desk=desk))
    data["graph"] |= {"root": root}
    library = VIS_NETWORK.read_text(encoding="utf-8").partition("//# sourceMappingURL")[0]
    script = _script()
    style = "\n".join(_asset(f"{name}.css") for name in STYLES)
    permissions = PERMISSIONS.format(scripts=f"{_hash(library)} {_hash(script)}", styles=_hash(style))
    parts = {"permissions": permissions, "library": library, "script": script, "style": style}
    parts["language"] = "en" if language == "en" else "zh-CN"
    parts["noscript"] = knowledge.structure("interface/page")["noscript"].text(language or "zh")
    return _fill(_asset("template.html"), {**parts, **{name: _json(block) for name, block in data.items()}})


def _script() -> str:
    """The modules, which know nothing of a page, and then the scripts that make one, as one function."""
    modules = [re.sub(r"^export ", "", _asset(f"modules/{name}.js"), flags=re.MULTILINE) for name in MODULES]
    return "(() => {\n" + "\n".join([*modules, *(_asset(f"{name}.js") for name in SCRIPTS)]) + "\n})();\n"


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def _fill(template: str, parts: Mapping[str, str]) -> str:
    """Each @@name@@ of the template by its part, in one pass: what a part holds is never read as a name."""
    return re.sub(r"@@(\w+)@@", lambda match: parts[match[1]], template)


def _hash(text: str) -> str:
    """What a content security policy calls an inline script or style by."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _json(data: Any) -> str:
    r"""JSON that cannot end the script block it stands in.

    >>> _json("</script>")
    '"\\u003c/script\\u003e"'
    """
    made = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char, escaped in _UNSAFE.items():
        made = made.replace(char, escaped)
    return made
