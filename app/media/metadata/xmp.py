"""XMP (ISO 16684-1): the properties of a packet under their usual prefixes. Read by a parser that expands no entities."""

from __future__ import annotations

from typing import Any

_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://cipa.jp/exif/1.0/": "exifEX",
    "http://ns.adobe.com/exif/1.0/aux/": "aux",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.microsoft.com/photo/1.0/": "MicrosoftPhoto",
    "http://ns.microsoft.com/photo/1.0": "MicrosoftPhoto",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
    "http://www.digikam.org/ns/1.0/": "digiKam",
    "http://ns.adobe.com/lightroom/1.0/": "lr",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://www.tc260.org.cn/ns/AIGC/1.0/": "TC260",
}
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
MOST_BYTES = 4 * 1024 * 1024
_MOST_PROPERTIES = 2000
_MOST_ITEMS = 1000

Properties = dict[str, list[str]]


def parse(packet: bytes) -> Properties:
    """`dc:title` and the like with their values, the default language first; empty for what is no XMP."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    if len(packet) > MOST_BYTES:
        return {}
    start = packet.find(b"<")
    try:
        root = fromstring(packet[max(0, start) :].rstrip(b"\0 \r\n\t"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):  # LookupError: an encoding nobody knows
        return {}
    found: Properties = {}
    for description in root.iter(_RDF + "Description"):
        for name, value in description.attrib.items():
            _put(found, name, [value])
        for child in list(description)[:_MOST_PROPERTIES]:
            _put(found, child.tag, _values(child))
        if len(found) >= _MOST_PROPERTIES:
            break
    return found


def _values(element: Any) -> list[str]:
    items = [item for box in element if box.tag in {_RDF + "Alt", _RDF + "Seq", _RDF + "Bag"} for item in box][:_MOST_ITEMS]
    if items:
        items.sort(key=lambda item: item.get(_LANGUAGE) != "x-default")
        return [item.text.strip() for item in items if item.text and item.text.strip()]
    resource = element.get(_RDF + "resource")
    text = resource or element.text or ""
    return [text.strip()] if text.strip() else []


def _put(found: Properties, tag: object, values: list[str]) -> None:
    if not isinstance(tag, str) or not tag.startswith("{") or not values:  # a comment has a function for a tag
        return
    space, _, name = tag[1:].partition("}")
    key = f"{_PREFIXES[space]}:{name}" if space in _PREFIXES else name
    if key not in found:
        found[key] = values
