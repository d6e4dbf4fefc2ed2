"""What a file says of itself beside its making: camera, place, title, keywords, who signed it, what it cost."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from app.media.metadata import labels, plain_json, values
from app.media.metadata.exif import Directory, Exif
from app.media.metadata.material import Material
from app.media.metadata.recipe import clean_text

_LINE_LENGTH = 1000
_CAPTION_LENGTH = 20_000
_MOST_KEYWORDS = 200
_MAKE, _MODEL, _SOFTWARE, _ARTIST, _COPYRIGHT = 0x010F, 0x0110, 0x0131, 0x013B, 0x8298
_DESCRIPTION, _RATING, _LENS_MAKE, _LENS = 0x010E, 0x4746, 0xA433, 0xA434
_EXPOSURE, _APERTURE, _ISO, _FOCAL = 0x829A, 0x829D, 0x8827, 0x920A
_XMP_TEXTS = {
    "title": ("dc:title", "photoshop:Headline"), "caption": ("dc:description",), "artist": ("dc:creator",),
    "copyright": ("dc:rights",), "lens": ("exifEX:LensModel", "aux:Lens"), "software": ("xmp:CreatorTool",),
}  # fmt: skip
_IPTC_TEXTS = {"title": 5, "caption": 120, "artist": 80, "copyright": 116}
_TEXT_KEYS = {"title": "title", "author": "artist", "artist": "artist", "copyright": "copyright", "software": "software",
              "description": "caption", "comment": "caption", "xptitle": "title", "xpauthor": "artist",
              "xpcomment": "caption", "encoder": "software"}  # fmt: skip
_JSON_KEYS = {"title": ("title",), "caption": ("caption", "description"), "artist": ("author", "artist", "creator"),
              "copyright": ("copyright",), "software": ("software",)}  # fmt: skip
_COST_KEYS = ("cost", "cost_usd", "price", "total_cost")
_DEVICE_TAGS = (
    ("com.apple.quicktime.make", "com.apple.quicktime.model"), ("make", "model"),
    ("com.android.manufacturer", "com.android.model"),
)  # fmt: skip
_PLACE_TAGS = ("com.apple.quicktime.location.iso6709", "location", "location-eng", "xyz")


class About:
    """Collects: the first that says something counts."""

    def __init__(self) -> None:
        self.said: dict[str, Any] = {}
        self.sources: dict[str, str] = {}

    def put(self, key: str, value: Any, block: str, rule: str) -> None:
        if isinstance(value, str):
            value = clean_text(value)[: _CAPTION_LENGTH if key == "caption" else _LINE_LENGTH]
        if value in (None, "", []) or key in self.said:
            return
        self.said[key] = value
        self.sources[key] = f"{block}: {rule}"


def read(material: Material, fields: Mapping[str, Any]) -> dict[str, Any]:
    """All that is known, as strict JSON; empty without anything. `fields` is the recipe: its words are no caption."""
    about = About()
    _take_json(about, material)
    _take_xmp(about, material, sidecar=True)
    _take_xmp(about, material, sidecar=False)
    for block, records in material.iptc:
        for key, number in _IPTC_TEXTS.items():
            about.put(key, _no_recipe("\n".join(records.get(number, []))), block, f"2:{number}")
        about.put("keywords", _keywords(records.get(25, [])), block, "2:25")
    for block, exif in material.exif:
        _take_exif(about, block, exif)
    _take_texts(about, material)
    _take_signs(about, material)
    if about.said.get("caption") == fields.get("prompt"):
        about.said.pop("caption", None)
        about.sources.pop("caption", None)
    return {**about.said, "sources": about.sources} if about.said else {}


def _take_json(about: About, material: Material) -> None:
    for text in material.texts:
        if text.key not in {"sidecar .json", "sidecar .swarm.json"}:
            continue
        for said in plain_json.layers(text):
            for key, names in _JSON_KEYS.items():
                for name in names:
                    about.put(key, values.text(said.get(name)), text.block, name)
            for name in ("keywords", "tags"):
                about.put("keywords", _keywords(said.get(name)), text.block, name)
            about.put("rating", _rating(said.get("rating")), text.block, "rating")
            for name in _COST_KEYS:
                about.put("cost", cost(said.get(name)), text.block, name)


def cost(value: object) -> float | None:
    """0.04 out of 0.04, "$0.04", "0.04 USD", {"amount": 0.04}."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("amount", "total", "value", "usd") if key in value), None)
    if isinstance(value, str):
        found = re.fullmatch(r"\s*[A-Z$€£¥]{0,4}\s*(\d{1,9}(?:\.\d{1,9})?)\s*(?:[A-Za-z$€£¥]{0,10})\s*", value)
        value = found.group(1) if found else None
    amount = values.number(value)
    return float(amount) if amount is not None and 0 <= amount < 1e9 else None


def _take_xmp(about: About, material: Material, *, sidecar: bool) -> None:
    for block, said in material.xmp:
        if block.startswith("sidecar") is not sidecar:
            continue
        for key, names in _XMP_TEXTS.items():
            for name in names:
                lines = said.get(name, [])
                line = ", ".join(lines) if key == "artist" else "".join(lines[:1])
                about.put(key, _no_recipe(line), block, name)
        about.put("keywords", _keywords(said.get("dc:subject", [])), block, "dc:subject")
        for name, scale in (("xmp:Rating", 1), ("MicrosoftPhoto:Rating", 25)):
            for line in said.get(name, [])[:1]:
                about.put("rating", _rating(line, scale), block, name)
        make, model = ("".join(said.get(name, [])[:1]) for name in ("tiff:Make", "tiff:Model"))
        about.put("camera", camera(make, model), block, "tiff:Make, tiff:Model")
        place = [_xmp_degrees("".join(said.get(f"exif:GPS{name}", [])[:1])) for name in ("Latitude", "Longitude")]
        about.put("gps", _place(*place), block, "exif:GPSLatitude, exif:GPSLongitude")


def _take_exif(about: About, block: str, exif: Exif) -> None:
    about.put("camera", camera(exif.text(_MAKE), exif.text(_MODEL)), block, "Make, Model")
    about.put("lens", _no_recipe(camera(exif.text(_LENS_MAKE), exif.text(_LENS)) or exif.text(_LENS)), block, "LensModel")
    for key, tag, name in (("exposure", _EXPOSURE, "ExposureTime"), ("aperture", _APERTURE, "FNumber"),
                           ("focal_length", _FOCAL, "FocalLength")):
        about.put(key, _measure(exif.number(tag)), block, name)
    speed = _measure(exif.number(_ISO))
    about.put("iso", None if speed is None else round(speed), block, "ISOSpeedRatings")
    about.put("gps", _exif_place(exif.place), block, "GPS")
    for key, tag, name in (("artist", _ARTIST, "Artist"), ("copyright", _COPYRIGHT, "Copyright"),
                           ("software", _SOFTWARE, "Software"), ("caption", _DESCRIPTION, "ImageDescription")):
        about.put(key, _no_recipe(exif.text(tag)), block, name)
    about.put("rating", _rating(exif.number(_RATING)), block, "Rating")


def _take_texts(about: About, material: Material) -> None:
    """Texts of PNG and tags of clips."""
    tags = {text.key: text for text in material.texts if text.block.startswith("tag ")}
    for make, model in _DEVICE_TAGS:
        words = [tags[key].text if key in tags else "" for key in (make, model)]
        about.put("camera", camera(*words), f"tag {model}", "make and model")
    for key in _PLACE_TAGS:
        found = re.match(r"([+-]\d{1,3}(?:\.\d{1,8})?)([+-]\d{1,3}(?:\.\d{1,8})?)", tags[key].text) if key in tags else None
        if found:
            about.put("gps", _place(float(found.group(1)), float(found.group(2))), f"tag {key}", "ISO 6709")
    for text in material.texts:
        word = _TEXT_KEYS.get(text.key)
        if word and not text.block.startswith("sidecar"):
            about.put(word, _no_recipe(text.text), text.block, text.key)
    keywords = material.first("keywords", "xpkeywords")
    if keywords is not None:
        about.put("keywords", _keywords(keywords.text), keywords.block, keywords.key)


def _take_signs(about: About, material: Material) -> None:
    for block, said in material.credentials:
        signed = {"by": said.by or None, "tool": said.tool or None, "when": said.when or None, "valid": None}
        about.put("signed", signed, block, "last manifest, signature not checked")
        about.put("title", said.title, block, "dc:title")
    source = labels.source_type(material)
    if source is not None:
        about.put("source_type", source[1], source[0], "digital source type")
    label = labels.aigc(material)
    if label is not None:
        kept = {key: clean_text(str(value))[:200] for key, value in list(label[1].items())[:20] if isinstance(value, str | int)}
        about.put("ai_label", {clean_text(key)[:60]: value for key, value in kept.items()}, label[0], "AIGC")


def camera(make: str, model: str) -> str:
    """ "Canon EOS R5": the maker once. Tags that hold a graph (ComfyUI's WebP) are no camera."""
    make, model = _no_recipe(make), _no_recipe(model)
    first = make.split(" ")[0].casefold() if make else ""
    return model if first and model.casefold().startswith(first) else f"{make} {model}".strip()


def _no_recipe(text: str) -> str:
    """The text, or nothing where it is a tool's and not a person's."""
    start = text.lstrip()
    odd = start.startswith(("{", "[")) or re.match(r"\w{1,40}:\s*[{\[]", start)
    return "" if odd or "Steps: " in text or "Job ID:" in text or len(text) > _CAPTION_LENGTH else text


def _keywords(value: object) -> list[str]:
    words = re.split(r"[;,\n]", value[:_CAPTION_LENGTH]) if isinstance(value, str) else value
    if not isinstance(words, list):
        return []
    found = (clean_text(word)[:200] for word in words[:_MOST_KEYWORDS] if isinstance(word, str))
    return list(dict.fromkeys(word for word in found if word))


def _rating(value: object, scale: int = 1) -> int | None:
    """1 to 5. None where nothing is said, for 0 (not rated) and for −1 (rejected)."""
    number = values.number(value)
    stars = None if number is None or not 0 < number < 1000 else math.ceil(number / scale)
    return stars if stars is not None and 1 <= stars <= 5 else None


def _measure(number: float | None) -> float | None:
    return round(number, 6) if number is not None and 0 < number < 10_000_000 else None


def _exif_place(directory: Directory) -> list[float] | None:
    sides: list[float | None] = []
    for letter, tag, minus in ((1, 2, "S"), (3, 4, "W")):
        parts = directory[tag].numbers() if tag in directory else []
        degrees = sum(part / 60**at for at, part in enumerate(parts[:3])) if parts else None
        named = directory[letter].text().upper() if letter in directory else ""
        sides.append(None if degrees is None else -degrees if named.startswith(minus) else degrees)
    return _place(*sides)


def _xmp_degrees(text: str) -> float | None:
    """51,30.5N and 51,30,30N (XMP part 2), or a plain number."""
    found = re.fullmatch(r"(\d{1,3}),(\d{1,2}(?:\.\d{1,10})?)(?:,(\d{1,2}))?([NSEW])", text.strip())
    if found is None:
        number = values.number(text)
        return None if number is None else float(number)
    degrees = int(found.group(1)) + float(found.group(2)) / 60 + int(found.group(3) or 0) / 3600
    return -degrees if found.group(4) in "SW" else degrees


def _place(latitude: float | None, longitude: float | None) -> list[float] | None:
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return None if latitude == longitude == 0 else [round(latitude, 6), round(longitude, 6)]  # 0, 0: never set
