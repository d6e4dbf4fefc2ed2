"""Why a file that is no picture, clip or sound does not come in, in words for people."""

from __future__ import annotations

NOT_MEDIA = "not a picture, clip or sound"

_BY_START: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", f"is a ZIP archive or an office document, {NOT_MEDIA}"),
    (b"PK\x05\x06", f"is an empty ZIP archive, {NOT_MEDIA}"),
    (b"7z\xbc\xaf\x27\x1c", f"is a 7z archive, {NOT_MEDIA}"),
    (b"Rar!\x1a\x07", f"is a RAR archive, {NOT_MEDIA}"),
    (b"\x1f\x8b", f"is a gzip archive, {NOT_MEDIA}"),
    (b"BZh", f"is a bzip2 archive, {NOT_MEDIA}"),
    (b"\xfd7zXZ\x00", f"is an xz archive, {NOT_MEDIA}"),
    (b"\x28\xb5\x2f\xfd", f"is a zstd archive, {NOT_MEDIA}"),
    (b"%PDF-", f"is a PDF document, {NOT_MEDIA}"),
    (b"%!PS", f"is a PostScript document, {NOT_MEDIA}"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", f"is an old office document, {NOT_MEDIA}"),
    (b"8BPS\x00\x02", "is a large Photoshop document (PSB), which cannot be read"),
    (b"\x00\x00\x01\x00", "is an icon, which cannot be read"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "is a JPEG 2000 picture, which cannot be read"),
    (b"\xff\x4f\xff\x51", "is a JPEG 2000 picture, which cannot be read"),
    (b"MThd", "is a MIDI file, which cannot be read"),
    (b"FWS", "is a Flash animation, which cannot be read"),
    (b"CWS", "is a Flash animation, which cannot be read"),
    (b"glTF", f"is a 3D model, {NOT_MEDIA}"),
    (b"GGUF", f"is a model file, {NOT_MEDIA}"),
    (b"\x80\x02", f"is a Python pickle, {NOT_MEDIA}"),
    (b"\x93NUMPY", f"is a table of numbers, {NOT_MEDIA}"),
    (b"SQLite format 3\x00", f"is a database, {NOT_MEDIA}"),
    (b"\x00\x01\x00\x00\x00", f"is a font, {NOT_MEDIA}"),
    (b"OTTO", f"is a font, {NOT_MEDIA}"),
    (b"wOF", f"is a font, {NOT_MEDIA}"),
    (b"\x7fELF", f"is a program, {NOT_MEDIA}"),
    (b"MZ", f"is a program, {NOT_MEDIA}"),
)


def why_not(head: bytes) -> str:
    """The reason, as a part of a sentence that begins with the file's name."""
    for magic, reason in _BY_START:
        if head.startswith(magic):
            return reason
    if not head.strip(b"\0"):
        return f"holds only zero bytes, it is {NOT_MEDIA}"
    if head[257:262] == b"ustar":
        return f"is a tar archive, {NOT_MEDIA}"
    if head[8:9] == b"{" and 0 < int.from_bytes(head[:8], "little") < 100_000_000:
        return f"is a model file, {NOT_MEDIA}"  # safetensors: the length of its header, then JSON
    if _is_text(head):
        start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        if b"<svg" in start[:1024]:
            return "is an SVG drawing, which cannot be read"
        if start.startswith((b"<!doctype html", b"<html")):
            return f"is a web page, {NOT_MEDIA}"
        return f"is a text file, {NOT_MEDIA}"
    return "is of a kind that is not known here"


def _is_text(head: bytes) -> bool:
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:  # UTF-16 with its mark
        return True
    if any(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head):
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        cut = error.start >= max(8, len(head) - 3)
        return cut or (len(head) > 8 and not any(0x80 <= byte < 0xA0 for byte in head))  # or Latin-1
    return True
