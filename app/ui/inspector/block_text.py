"""A raw block of metadata as something to look at: a tree, text, or its bytes. No widgets here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.library.details import Block
from app.ui.inspector.tree_model import parsed

SHOWN_LENGTH = 200_000  # characters in the window; the rest is only copied
SHOWN_BYTES = 16 * 1024
ROW_BYTES = 16


@dataclass(frozen=True)
class Shown:
    """`tree` is the value of JSON, else None; `text` what is shown, `whole` what is copied."""

    name: str
    size_bytes: int
    tree: Any
    text: str
    whole: str
    cut: bool
    is_text: bool = True


def shown(block: Block) -> Shown:
    """The block, read. Any thread: a graph of megabytes takes a moment."""
    try:
        whole = block.data.decode("utf-8")
    except UnicodeDecodeError:
        whole = ""
    if not whole or "\0" in whole or _strange(whole):
        text, whole = hexadecimal(block.data[:SHOWN_BYTES]), block.data.hex(" ")
        return Shown(block.name, len(block.data), None, text, whole, len(block.data) > SHOWN_BYTES, False)
    return Shown(block.name, len(block.data), parsed(whole), whole[:SHOWN_LENGTH], whole, len(whole) > SHOWN_LENGTH)


def _strange(text: str) -> bool:
    """Whether the beginning is no text that a person wrote."""
    return any(ord(letter) < 32 and letter not in "\n\r\t\f" for letter in text[:4096])


def hexadecimal(data: bytes) -> str:
    """Place, bytes and letters, 16 in a row."""
    rows = []
    for at in range(0, len(data), ROW_BYTES):
        part = data[at:at + ROW_BYTES]
        letters = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in part)
        rows.append(f"{at:06x}  {part.hex(' '):<{3 * ROW_BYTES}} {letters}")
    return "\n".join(rows)
