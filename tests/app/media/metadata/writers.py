"""Own writers of the containers that metadata lies in: tiny files, every byte made here."""

from __future__ import annotations

import gzip
import struct
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import av
import numpy as np
from PIL import Image

from tests.media_factory import png_chunk, quarters

ASCII, UNDEFINED, SHORT, LONG, RATIONAL, BYTE = 2, 7, 3, 4, 5, 1
C2PA_UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
Entry = tuple[int, int, bytes]  # tag, kind, raw


def ascii_entry(tag: int, text: str) -> Entry:
    return tag, ASCII, text.encode() + b"\0"


def rational(tag: int, *pairs: tuple[int, int], order: str = "<") -> Entry:
    return tag, RATIONAL, b"".join(struct.pack(order + "II", *pair) for pair in pairs)


def tiff_block(
    main: Sequence[Entry], detail: Sequence[Entry] = (), place: Sequence[Entry] = (), order: str = "<"
) -> bytes:
    """A TIFF with up to three directories: the first, Exif, GPS."""
    sizes = {BYTE: 1, ASCII: 1, UNDEFINED: 1, SHORT: 2, LONG: 4, RATIONAL: 8}

    def written(entries: Sequence[Entry], at: int) -> bytes:
        heads, values = b"", b""
        behind = at + 2 + 12 * len(entries) + 4
        for tag, kind, raw in sorted(entries):
            heads += struct.pack(order + "HHI", tag, kind, len(raw) // sizes[kind])
            if len(raw) <= 4:
                heads += raw.ljust(4, b"\0")
            else:
                heads += struct.pack(order + "I", behind + len(values))
                values += raw + b"\0" * (len(raw) % 2)
        return struct.pack(order + "H", len(entries)) + heads + bytes(4) + values

    pointed = [(tag, list(entries)) for tag, entries in ((0x8769, detail), (0x8825, place)) if entries]
    empty = [(tag, LONG, bytes(4)) for tag, _ in pointed]
    at = 8 + len(written([*main, *empty], 8))
    pointers: list[Entry] = []
    inner = b""
    for tag, entries in pointed:
        pointers.append((tag, LONG, struct.pack(order + "I", at + len(inner))))
        inner += written(entries, at + len(inner))
    head = (b"II" if order == "<" else b"MM") + struct.pack(order + "HI", 42, 8)
    return head + written([*main, *pointers], 8) + inner


def jpeg(path: Path, *segments: tuple[int, bytes]) -> Path:
    """A JPEG with these segments behind its start."""
    buffer = BytesIO()
    quarters().save(buffer, "JPEG")
    data = buffer.getvalue()
    more = b"".join(bytes((0xFF, kind)) + struct.pack(">H", len(body) + 2) + body for kind, body in segments)
    path.write_bytes(data[:2] + more + data[2:])
    return path


def app1_exif(block: bytes) -> tuple[int, bytes]:
    return 0xE1, b"Exif\0\0" + block


def app1_xmp(packet: bytes) -> tuple[int, bytes]:
    return 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet


def app11(manifest: bytes, part: int = 60_000) -> list[tuple[int, bytes]]:
    """C2PA in as many segments as it takes; each repeats the first eight bytes of the box."""
    parts = [manifest[8:][at : at + part] for at in range(0, len(manifest) - 8, part)]
    return [(0xEB, b"JP\0\1" + struct.pack(">I", n) + manifest[:8] + body) for n, body in enumerate(parts, 1)]


def photoshop_iptc(records: Sequence[tuple[int, int, bytes]]) -> tuple[int, bytes]:
    block = b"".join(struct.pack(">BBBH", 0x1C, record, kind, len(text)) + text for record, kind, text in records)
    resource = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(block)) + block + b"\0" * (len(block) % 2)
    return 0xED, b"Photoshop 3.0\0" + b"8BIM\x03\xed\0\0" + struct.pack(">I", 3) + b"abc\0" + resource


def webp(path: Path, *chunks: tuple[bytes, bytes]) -> Path:
    """A WebP with these chunks behind its picture."""
    buffer = BytesIO()
    quarters().save(buffer, "WEBP", lossless=True)
    data = buffer.getvalue()
    more = b"".join(name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2) for name, body in chunks)
    path.write_bytes(b"RIFF" + struct.pack("<I", len(data) - 8 + len(more)) + data[8:] + more)
    return path


def gif(path: Path, *, comment: bytes = b"", xmp: bytes = b"") -> Path:
    """A GIF with a comment and XMP as Adobe puts it there: raw, then 258 bytes that end any way of reading."""
    buffer = BytesIO()
    quarters().convert("P").save(buffer, "GIF")
    data = buffer.getvalue()
    more = b""
    if comment:
        parts = [comment[at : at + 255] for at in range(0, len(comment), 255)]
        more += b"!\xfe" + b"".join(bytes((len(part),)) + part for part in parts) + b"\0"
    if xmp:
        more += b"!\xff\x0bXMP DataXMP" + xmp + b"\1" + bytes(range(255, -1, -1)) + b"\0"
    path.write_bytes(data[:-1] + more + data[-1:])
    return path


def box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + name + body


def clip(path: Path, tags: Mapping[str, str], container: str = "mp4", *, keys: bool = True, more: bytes = b"") -> Path:
    """A clip of two frames with these tags (`keys`: as mdta keys), and bytes behind it."""
    options = {"movflags": "use_metadata_tags"} if container == "mp4" and keys else {}
    with av.open(str(path), "w", format=container, options=options) as output:
        output.metadata.update(dict(tags))
        stream: Any = output.add_stream("libvpx-vp9" if container == "webm" else "mpeg4", rate=24)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(2):
            for packet in stream.encode(av.VideoFrame.from_image(quarters())):
                output.mux(packet)
        for packet in stream.encode(None):
            output.mux(packet)
    path.write_bytes(path.read_bytes() + more)
    return path


def hidden_png(path: Path, mark: str, text: bytes, size: tuple[int, int] = (96, 96)) -> Path:
    """A PNG with text in its lowest bits, column by column: in alpha, or red, green, blue."""
    data = gzip.compress(text) if mark.endswith("comp") else text
    whole = mark.encode() + struct.pack(">I", len(data) * 8) + data
    bits = np.unpackbits(np.frombuffer(whole, np.uint8))
    pixels = np.array(quarters(size, "RGBA"))
    columns = pixels.transpose(1, 0, 2).copy()
    part = columns[..., :3] if "rgb" in mark else columns[..., 3:]
    flat = part.reshape(-1).copy()
    flat[: len(bits)] = (flat[: len(bits)] & 0xFE) | bits
    columns[..., : 3 if "rgb" in mark else 4][..., 0 if "rgb" in mark else 3 :] = flat.reshape(part.shape)
    Image.fromarray(columns.transpose(1, 0, 2).copy()).save(path, "PNG")
    return path


def png(path: Path, *chunks: tuple[bytes, bytes], behind: Sequence[tuple[bytes, bytes]] = ()) -> Path:
    """A PNG with these chunks before its pixels and others behind them."""
    buffer = BytesIO()
    quarters().save(buffer, "PNG")
    data = buffer.getvalue()
    early, late = (b"".join(png_chunk(*chunk) for chunk in each) for each in (chunks, behind))
    path.write_bytes(data[:33] + early + data[33:-12] + late + data[-12:])
    return path


def text(keyword: str, value: str) -> tuple[bytes, bytes]:
    """tEXt with UTF-8 in it, as half of all tools write it."""
    return b"tEXt", keyword.encode("latin-1") + b"\0" + value.encode()


def itext(keyword: str, value: str) -> tuple[bytes, bytes]:
    return b"iTXt", keyword.encode("latin-1") + b"\0\0\0\0\0" + value.encode()


def xmp(inner: str = "", attributes: str = "") -> bytes:
    """A packet with one description."""
    spaces = {
        "dc": "http://purl.org/dc/elements/1.1/", "xmp": "http://ns.adobe.com/xap/1.0/",
        "exif": "http://ns.adobe.com/exif/1.0/", "tiff": "http://ns.adobe.com/tiff/1.0/",
        "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
        "photoshop": "http://ns.adobe.com/photoshop/1.0/", "TC260": "http://www.tc260.org.cn/ns/AIGC/1.0/",
    }  # fmt: skip
    names = " ".join(f'xmlns:{key}="{value}"' for key, value in spaces.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {names} {attributes}>{inner}</rdf:Description></rdf:RDF></x:xmpmeta>'
        '<?xpacket end="w"?>'
    ).encode()


# --- C2PA ------------------------------------------------------------------------------------------


def cbor(value: Any) -> bytes:
    """Just enough of CBOR."""

    def head(major: int, number: int) -> bytes:
        for limit, code, form in ((24, -1, ""), (256, 24, ">B"), (65536, 25, ">H")):
            if number < limit:
                return bytes(((major << 5) | (number if code < 0 else code),)) + (
                    struct.pack(form, number) if form else b""
                )
        return bytes(((major << 5) | 26,)) + struct.pack(">I", number)

    if value is None or isinstance(value, bool):
        return {None: b"\xf6", True: b"\xf5", False: b"\xf4"}[value]
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes | str):
        data = value.encode() if isinstance(value, str) else value
        return head(3 if isinstance(value, str) else 2, len(data)) + data
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(cbor(each) for each in value)
    return head(5, len(value)) + b"".join(cbor(key) + cbor(each) for key, each in value.items())


def jumb(label: str, *inner: bytes) -> bytes:
    return box(b"jumb", box(b"jumd", bytes(16) + b"\3" + label.encode() + b"\0") + b"".join(inner))


def der(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    length = bytes((len(body),)) if len(body) < 128 else b"\x82" + struct.pack(">H", len(body))
    return bytes((tag,)) + length + body


def certificate(organisation: str, issuer: str = "Some CA") -> bytes:
    def name(words: str) -> bytes:
        return der(0x30, der(0x31, der(0x30, der(6, b"\x55\x04\x0a"), der(0x0C, words.encode()))))

    body = der(0x30, der(0xA0, der(2, b"\2")), der(2, b"\5"), der(0x30, der(6, b"\1")), name(issuer),
               der(0x30, der(0x17, b"250101000000Z")), name(organisation))  # fmt: skip
    return der(0x30, body, der(0x30), der(3, b"\0"))


def manifest(
    generator: str, *, by: str = "", agent: str = "", source_type: str = "", when: str = "", stamp: str = "",
    action: str = "c2pa.created", thumbnail: bytes = b"", old: bytes = b"",
) -> bytes:  # fmt: skip
    """A store with one manifest, behind the manifests in `old`."""
    said: dict[str, Any] = {"action": action}
    if agent:
        said["softwareAgent"] = {"name": agent}
    if source_type:
        said["digitalSourceType"] = f"http://cv.iptc.org/newscodes/digitalsourcetype/{source_type}"
    if when:
        said["when"] = when
    assertions = [jumb("c2pa.actions.v2", box(b"cbor", cbor({"actions": [said]})))]
    if thumbnail:
        assertions.append(jumb("c2pa.thumbnail.claim", box(b"bfdb", b"\0image/jpeg\0"), box(b"bidb", thumbnail)))
    protected = cbor({1: -7, 33: [certificate(by)]} if by else {1: -7})
    loose: dict[str, Any] = {}
    if stamp:
        token = der(0x30, der(0x18, stamp.encode() + b"Z"))
        loose["sigTst"] = {"tstTokens": [{"val": token}]}
    sign = b"\xd2" + cbor([protected, loose, None, bytes(64)])
    return jumb(
        "c2pa", old,
        jumb("urn:uuid:1234", jumb("c2pa.assertions", *assertions),
             jumb("c2pa.claim.v2", box(b"cbor", cbor({"claim_generator_info": {"name": generator}}))),
             jumb("c2pa.signature", box(b"cbor", sign))),
    )  # fmt: skip


def c2pa_uuid(store: bytes) -> bytes:
    """The box that MP4 and its kin carry it in."""
    return box(b"uuid", C2PA_UUID + bytes(4) + b"manifest\0" + bytes(8) + store)
