"""A small library on the disk with painted stills, as it stands after an import: for tests of panels and lists."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPolygonF

from app.library.library import Library
from app.library.shots import add_items, create
from db import Write, generations, variants

PARAMS: dict[str, Any] = {
    "tool": "ComfyUI",
    "prompt": "A lone figure crosses tall dunes at first light, low sun behind, long shadow, 35 mm, dust in the air, muted ochre",
    "negative": "blurry, low quality, text",
    "model": "sdxl_base_1.0",
    "seed": "884201337",
    "steps": 32,
    "cfg": 6.5,
    "sampler": "dpmpp_2m",
    "scheduler": "karras",
    "loras": [{"name": "filmgrain_v2.safetensors", "strength": 0.7}],
    "sources": {"seed": "parameters: Seed", "model": "parameters: Model", "prompt": "parameters: text before the settings"},
}


@dataclass
class Film:
    """The library and what is in it, by name."""

    library: Library
    ids: dict[str, str] = field(default_factory=dict)
    variants: dict[str, list[str]] = field(default_factory=dict)
    pictures: int = 0

    def add(self, name: str | None, *, count: int = 1, kind: str = "image", size: tuple[int, int] = (640, 360),
            params: dict[str, Any] | None = None, unseen: int = 0, key: str = "", **links: Any) -> str:
        """An item with `count` variants, the last `unseen` of them not seen yet; `links` as `generations.create`."""
        with self.library.store.write("Add") as tx:
            generation_id = generations.create(tx, self.library.project_id, name=name, kind=kind, **links)
            made = [self.add_variant(tx, generation_id, place, name=name, kind=kind, size=size, params=params,
                                     seen=place < count - unseen) for place in range(count)]
        self.ids[key or str(name)] = generation_id
        self.variants[key or str(name)] = made
        return generation_id

    def add_variant(self, tx: Write, generation_id: str, place: int, *, name: str | None, kind: str, size: tuple[int, int],
                    params: dict[str, Any] | None, seen: bool = True) -> str:
        """One more picture on the disk and its row."""
        self.pictures += 1
        ending = "png" if kind == "image" else "mp4"
        location = f"{self.library.user_id}/uploads/{self.pictures}-film.{ending}"
        thumbnail = f"{self.library.user_id}/thumbnails/thumb_{self.pictures}_film.jpg"
        picture = paint_still(size, self.pictures)
        original = self.library.paths.file(location)
        save(picture if kind == "image" else QImage(), original)
        save(picture.scaledToWidth(384), self.library.paths.file(thumbnail))
        facts: dict[str, Any] = {
            "kind": kind, "width": size[0], "height": size[1], "size_bytes": original.stat().st_size,
            "source_name": f"ComfyUI_{self.pictures:05}_.{ending}", "mime": "image/png" if kind == "image" else "video/mp4",
            "source_path": f"/pictures/ComfyUI_{self.pictures:05}_.{ending}",
        }
        if kind == "video":
            facts |= {"duration_us": 5_200_000, "frames": 125, "fps_num": 24000, "fps_den": 1001, "has_audio": True}
            facts["codec"] = "h264"
        created = f"2026-11-12T20:{40 + place}:00.000000Z"
        return variants.add(tx, generation_id, location, name=name, variant_type="original" if place == 0 else "edit",
                            params=params, thumbnail_url=thumbnail, facts=facts, created_at=created,
                            viewed_at=created if seen else None)

    def add_shot(self, name: str, placed: list[str] = [], unplaced: list[str] = []) -> str:  # noqa: B006
        """A shot with these items, by name."""
        shot_id = create(self.library, name, [self.ids[key] for key in placed])
        if unplaced:
            add_items(self.library, shot_id, [self.ids[key] for key in unplaced])
        self.ids[f"shot {name}"] = shot_id
        return shot_id


def save(picture: QImage, file: Path) -> None:
    """The picture is in that file; a picture without pixels gives a file that is none."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if picture.isNull():
        file.write_bytes(b"not decoded in these tests")
    else:
        picture.save(str(file))


def paint_still(size: tuple[int, int], number: int) -> QImage:
    """Sky, sun, two ridges: another one for each number."""
    chance = random.Random(number)
    width, height = size
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    hue = chance.choice((24, 32, 205, 222, 262, 345, 175))
    sky = QLinearGradient(0, 0, 0, height)
    sky.setColorAt(0, QColor.fromHsv(hue, 130, chance.randint(70, 190)))
    sky.setColorAt(1, QColor.fromHsv((hue + 20) % 360, 90, 245))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(picture.rect(), sky)
    painter.setPen(QColor(0, 0, 0, 0))
    painter.setBrush(QColor(255, 244, 214))
    painter.drawEllipse(QPointF(chance.uniform(0.2, 0.8) * width, 0.42 * height), height * 0.09, height * 0.09)
    for level, shade in ((0.6, 150), (0.78, 90)):
        points = [QPointF(0, height)]
        points += [QPointF(width * step / 8, height * (level + chance.uniform(-0.09, 0.09))) for step in range(9)]
        painter.setBrush(QColor.fromHsv(hue, 110, shade))
        painter.drawPolygon(QPolygonF([*points, QPointF(width, height)]))
    painter.end()
    return picture


def make_film(folder: Path) -> Film:
    """Items, lineage, parts and shots as on the design's sheet."""
    film = Film(Library.create(folder))
    film.add("dune_pale_0410")
    film.add("dune_walk_0412", count=4, unseen=1, params=PARAMS, based_on=film.ids["dune_pale_0410"])
    for name in ("dune_night_0419", "dune_scope_0002"):
        film.add(name, based_on=film.ids["dune_walk_0412"])
    for place in range(3):
        film.add(f"dune_part_{place}", parent_id=film.ids["dune_walk_0412"])
    film.add("door_opens_take3", kind="video", count=2)
    film.add("lighthouse_pan_a")
    film.add("letter_table_02")
    film.add_shot("Opening", ["lighthouse_pan_a", "dune_walk_0412", "door_opens_take3"], ["letter_table_02"])
    film.add_shot("The door", ["door_opens_take3"])
    film.add_shot("Crossing", ["dune_walk_0412", "lighthouse_pan_a"])
    film.add_shot("End titles")
    return film


def copy_of(template: Film, folder: Path) -> Film:
    """The same film in another folder, open; the template's library is closed."""
    shutil.copytree(template.library.folder, folder)
    return Film(Library.open(folder), dict(template.ids), dict(template.variants), template.pictures)
