"""What the blocks of a file hold, taken apart once for all readers."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from app.media import png
from app.media.limits import METADATA_BYTES
from app.media.metadata import blocks as named
from app.media.metadata import c2pa, exif, iptc, user_comment, xmp
from app.media.metadata.png_text import is_packed
from app.media.metadata.recipe import RawBlock, load_json

_EXIF_TEXTS = {
    0x010E: "ImageDescription", 0x010F: "Make", 0x0110: "Model", 0x0131: "Software", 0x013B: "Artist",
    0x0132: "DateTime", 0x927C: "MakerNote", 0x9286: "UserComment", 0x8298: "Copyright", 0x010D: "DocumentName",
    0x013C: "HostComputer", 0x010C: "0x010C", 0x010B: "0x010B", 0x010A: "0x010A", 0x0109: "0x0109", 0x0108: "0x0108",
    0x9C9B: "XPTitle", 0x9C9C: "XPComment", 0x9C9D: "XPAuthor", 0x9C9E: "XPKeywords", 0x9C9F: "XPSubject",
}  # fmt: skip
_KEYED = re.compile(r"\s*([A-Za-z][\w \-]{0,60}?)\s*:\s*(?=[\[{\"])")  # prompt:{…} in a tag that is for a camera's name
_PACKED = re.compile(r"\s*COMPRESSED:\s*([A-Za-z0-9+/=\s]+)")
_RAW_PROFILE = "raw profile type "
COMMENTS = ("parameters", "usercomment", "comment", "description", "synopsis")  # where a tool writes a text of its own


class Text:
    """A text of the file: the block for people, the key to find it by, and the words."""

    def __init__(self, block: str, key: str, text: str) -> None:
        self.block, self.key, self.text = block, key, text

    @cached_property
    def json(self) -> Any:
        """The value, or None for what is no JSON object or list."""
        start = self.text.lstrip("\ufeff \r\n\t")[:1]
        return load_json(self.text.rstrip("\0 \r\n\t")) if start in {"{", "["} else None

    @property
    def object(self) -> dict[str, Any]:
        """The JSON object; empty where it is none."""
        return self.json if isinstance(self.json, dict) else {}


class Material:
    """Texts under lower-case keys, and the blocks that have a form of their own, each with its block's name."""

    def __init__(self, blocks: Iterable[RawBlock]) -> None:
        self.texts: list[Text] = []
        self.exif: list[tuple[str, exif.Exif]] = []
        self.xmp: list[tuple[str, xmp.Properties]] = []
        self.iptc: list[tuple[str, dict[int, list[str]]]] = []
        self.credentials: list[tuple[str, c2pa.Credentials]] = []
        for block in sorted(blocks, key=lambda block: block.name):  # the order they come in does not count
            self._take(block)

    def all(self, *keys: str) -> Iterator[Text]:
        """The texts under these keys, in the order of the keys."""
        for key in keys:
            yield from (text for text in self.texts if text.key == key)

    def first(self, *keys: str) -> Text | None:
        return next(self.all(*keys), None)

    def comments(self) -> Iterator[Text]:
        """Texts in the places where tools put all they say, with what lies beside the file."""
        yield from self.all(*COMMENTS, "hidden")
        yield from (text for text in self.texts if text.key.startswith("sidecar "))

    def objects(self) -> Iterator[tuple[Text, dict[str, Any]]]:
        """The JSON objects among them."""
        for text in self.comments():
            if text.object:
                yield text, text.object

    def _take(self, block: RawBlock) -> None:
        place, key = named.place_of(block.name)
        if place == named.EXIF:
            self._take_exif(block.name, block.data)
        elif place == named.XMP or (place == "sidecar" and key == ".xmp"):
            found = xmp.parse(block.data)
            if found:
                self.xmp.append((block.name, found))
        elif place == named.IPTC:
            self.iptc.append((block.name, iptc.parse(block.data)))
        elif place == named.C2PA:
            signed = c2pa.read(block.data)
            if signed is not None:
                self.credentials.append((block.name, signed))
        elif place == "text" and is_packed(block.data):
            return
        else:
            self._take_text(block, place, key)

    def _take_text(self, block: RawBlock, place: str, key: str) -> None:
        if key.startswith(_RAW_PROFILE):
            self._take_profile(block.name, key.removeprefix(_RAW_PROFILE), block.data)
            return
        text = _sidecar_text(block.data) if place == "sidecar" else block.data.decode("utf-8", "replace")
        if place == named.COMMENT:
            text, key = user_comment.decoded(block.data), "comment"
        elif place in {"sidecar", "hidden"}:
            key = f"sidecar {key}" if place == "sidecar" else "hidden"
        self._add(block.name, key, text)

    def _take_profile(self, name: str, kind: str, data: bytes) -> None:
        """ImageMagick's way to put blocks into a PNG: a name, a length, hexadecimal digits."""
        words = data.split(None, 2)
        if len(words) < 3:
            return
        try:
            plain = binascii.unhexlify(b"".join(words[2].split()))
        except ValueError:
            return
        if kind in {"exif", "app1"} and plain.startswith((b"Exif\0\0", b"II", b"MM")):
            self._take_exif(name, plain)
        elif kind in {"xmp", "app1"} and b"<" in plain and (found := xmp.parse(plain)):
            self.xmp.append((name, found))
        elif kind in {"iptc", "8bim"}:
            self.iptc.append((name, iptc.parse(iptc.of_photoshop(plain) or plain)))

    def _take_exif(self, name: str, data: bytes) -> None:
        found = exif.parse(data)
        if found is None:
            return
        self.exif.append((name, found))
        for tag, word in _EXIF_TEXTS.items():
            value = found.get(tag)
            if value is None or value.kind not in {1, 2, 7}:
                continue
            if word.startswith("XP"):
                text = value.raw[: len(value.raw) // 2 * 2].decode("utf-16-le", "replace").strip("\0 ")
            elif word in {"UserComment", "MakerNote"}:
                text = user_comment.decoded(value.raw) if len(value.raw) < METADATA_BYTES // 4 else ""
            else:
                text = value.text()
            if text:
                self._add(f"{name} {word}", word.lower(), text)

    def _add(self, block: str, key: str, text: str) -> None:
        packed = _PACKED.match(text)
        text = _unpacked(packed.group(1)) if packed else text
        self.texts.append(Text(block, key, text))
        if block.startswith(named.EXIF):
            keyed = _KEYED.match(text)
            if keyed is not None:
                self.texts.append(Text(block, keyed.group(1).lower(), text[keyed.end() :]))


def _sidecar_text(data: bytes) -> str:
    return user_comment.decoded(data)


def _unpacked(text: str) -> str:
    try:
        plain = png.inflate(base64.b64decode(text), METADATA_BYTES)
    except ValueError:
        return ""
    return (plain or b"").decode("utf-8", "replace")
