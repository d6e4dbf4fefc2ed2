"""Brushes: how masks, shapes, glows and discs come onto a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from app.media.art.stage import Ink, Picture, Plane, Stage

Point = tuple[float, float]
OVERSAMPLE = 3


@dataclass(frozen=True)
class Cutout:
    """A mask and the pixel its upper left corner stands on; it may hang over the edge of the picture."""

    mask: Plane
    left: int
    top: int

    def moved(self, right_px: float, down_px: float) -> Cutout:
        return Cutout(self.mask, self.left + round(right_px), self.top + round(down_px))


def _window(picture: Picture, cutout: Cutout) -> tuple[Picture, Plane] | None:
    rows, columns = cutout.mask.shape
    top, left = max(0, cutout.top), max(0, cutout.left)
    bottom = min(picture.shape[-2], cutout.top + rows)
    right = min(picture.shape[-1], cutout.left + columns)
    if bottom <= top or right <= left:
        return None
    mask = cutout.mask[top - cutout.top : bottom - cutout.top, left - cutout.left : right - cutout.left]
    return picture[:, top:bottom, left:right], mask


def lay(picture: Picture, cutout: Cutout, colour: Ink, opacity: float = 1.0) -> None:
    """Colour where the mask is, in place."""
    found = _window(picture, cutout)
    if found is None:
        return
    area, mask = found
    if opacity != 1.0:
        mask = mask * np.float32(opacity)
    for channel in range(len(area)):  # a single plane takes the first part of the colour
        area[channel] += (np.float32(colour[channel]) - area[channel]) * mask


def shine(picture: Picture, cutout: Cutout, colour: Ink, strength: float = 1.0) -> None:
    """Light added where the mask is, in place."""
    found = _window(picture, cutout)
    if found is None:
        return
    area, mask = found
    for channel, value in enumerate(colour):
        if value:
            area[channel] += mask * np.float32(value * strength)


def dim(picture: Picture, cutout: Cutout, keep: Ink) -> None:
    """Light taken away where the mask is: full mask leaves `keep` of it."""
    found = _window(picture, cutout)
    if found is None:
        return
    area, mask = found
    for channel, value in enumerate(keep):
        area[channel] *= 1.0 - mask * np.float32(1.0 - value)


def veil(picture: Picture, mask: Plane, colour: Ink | Picture) -> None:
    """Colour over the whole picture by a mask of its size (or one that spreads to it), in place."""
    for channel in range(3):
        target = colour[channel]
        value = np.float32(target) if isinstance(target, float) else target
        picture[channel] += (value - picture[channel]) * mask


def below(picture: Picture, stage: Stage, line: Plane, colour: Ink | Picture, opacity: float = 1.0) -> None:
    """Everything under a line (one height a column, 0 to 1) takes a colour; the edge is smooth."""
    first = max(0, int(float(line.min()) * stage.height) - 1)
    if first >= stage.height:
        return
    depth = (np.arange(first, stage.height, dtype=np.float32) + 1.0)[:, None] - line[None, :] * stage.height
    mask = np.clip(depth, 0.0, 1.0)
    if opacity != 1.0:
        mask *= np.float32(opacity)
    for channel in range(3):
        target = colour[channel]
        if isinstance(target, np.ndarray):
            target = target[first:] if target.shape[0] == stage.height else target
        area = picture[channel, first:]
        area += (target - area) * mask


def _blurred(image: Image.Image, radius_px: float) -> Image.Image:
    if radius_px <= 0.3:
        return image
    step = int(radius_px / 4)  # a wide blur hides that it was made small
    if step < 2 or min(image.size) < 4 * step:
        return image.filter(ImageFilter.GaussianBlur(radius_px))
    small = image.reduce(step).filter(ImageFilter.GaussianBlur(radius_px / step))
    return small.resize(image.size, Image.Resampling.BILINEAR)


def cut(stage: Stage, shapes: Sequence[Sequence[Point]], blur: float = 0.0) -> Cutout:
    """Filled outlines (points in heights) as one smooth mask; `blur` in heights."""
    every = np.array([point for shape in shapes for point in shape], dtype=np.float64)
    columns = every[:, 0] * stage.height + stage.width / 2
    rows = every[:, 1] * stage.height
    blur_px = blur * stage.height
    margin = int(blur_px * 2.5) + 2
    left = max(int(columns.min()) - margin, -margin - 8)
    top = max(int(rows.min()) - margin, -margin - 8)
    right = min(int(columns.max()) + margin + 1, stage.width + margin + 8)
    bottom = min(int(rows.max()) + margin + 1, stage.height + margin + 8)
    if right <= left or bottom <= top:
        return Cutout(np.zeros((1, 1), dtype=np.float32), left, top)
    fine = 1 if blur_px > 3 else (2 if (right - left) * (bottom - top) > 300_000 else OVERSAMPLE)
    image = Image.new("L", ((right - left) * fine, (bottom - top) * fine))
    draw = ImageDraw.Draw(image)
    start = 0
    for shape in shapes:
        stop = start + len(shape)
        spots = [
            ((c - left) * fine, (r - top) * fine) for c, r in zip(columns[start:stop], rows[start:stop], strict=True)
        ]
        draw.polygon(spots, fill=255)
        start = stop
    if fine > 1:
        image = image.reduce(fine)
    return Cutout(as_mask(_blurred(image, blur_px)), left, top)


def as_mask(image: Image.Image) -> Plane:
    return np.asarray(image, dtype=np.float32) * np.float32(1 / 255)


def softened(cutout: Cutout, radius_px: float) -> Cutout:
    """The mask out of focus, grown by what the blur needs."""
    margin = int(radius_px * 2.5) + 1
    grown = np.pad(cutout.mask, margin)
    image = Image.fromarray((np.clip(grown, 0, 1) * 255).astype(np.uint8))
    return Cutout(as_mask(_blurred(image, radius_px)), cutout.left - margin, cutout.top - margin)


def spline(points: Sequence[Point], steps: int = 10, *, closed: bool = True) -> list[Point]:
    """A smooth line through all points."""
    spots = np.array(points, dtype=np.float64)
    spots = np.vstack([spots[-1], spots, spots[:2]]) if closed else np.vstack([spots[0], spots, spots[-1]])
    share = np.linspace(0.0, 1.0, steps, endpoint=False)[:, None]
    out: list[Point] = []
    for index in range(1, len(spots) - 2):
        a, b, c, d = spots[index - 1 : index + 3]
        curve = 0.5 * (
            2 * b + (c - a) * share + (2 * a - 5 * b + 4 * c - d) * share**2 + (3 * b - a - 3 * c + d) * share**3
        )
        out.extend((float(x), float(y)) for x, y in curve)
    if not closed:
        out.append((float(spots[-1][0]), float(spots[-1][1])))
    return out


def limb(start: Point, end: Point, first: float, second: float, ends: int = 8) -> list[Point]:
    """A tapered stroke with round ends of so many points."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    turn = np.arctan2(dy, dx)
    near = np.linspace(turn + np.pi / 2, turn + 3 * np.pi / 2, ends)
    far = np.linspace(turn - np.pi / 2, turn + np.pi / 2, ends)
    out = [(start[0] + first * float(np.cos(a)), start[1] + first * float(np.sin(a))) for a in near]
    out += [(end[0] + second * float(np.cos(a)), end[1] + second * float(np.sin(a))) for a in far]
    return out


def oval(x: float, y: float, wide: float, high: float, points: int = 28) -> list[Point]:
    turn = np.linspace(0.0, 2 * np.pi, points, endpoint=False)
    return [(x + wide * float(np.cos(a)), y + high * float(np.sin(a))) for a in turn]


def glow(stage: Stage, x: float, y: float, radius: float, power: float = 2.0, stretch: float = 1.0) -> Plane:
    """Light that fades from a point, over the whole stage; 1 in the middle, about 0.1 at twice the radius."""
    dx, dy = (stage.x - x) / stretch, stage.y - y
    away = (dx * dx + dy * dy) / np.float32(radius * radius)
    fading: Plane = (1.0 / (1.0 + away)) ** np.float32(power)
    return fading


def disc(stage: Stage, x: float, y: float, radius: float, *, edge: float = 0.0, rim: float = 0.0) -> Cutout:
    """A round mask; `edge` is the softness in heights, `rim` brightens the border as a lens does."""
    radius_px = radius * stage.height
    edge_px = max(0.7, edge * stage.height)
    side = int(radius_px + edge_px) + 2
    column, row = stage.column(x), stage.row(y)
    left, top = int(column) - side, int(row) - side
    dx = np.arange(left, left + 2 * side + 1, dtype=np.float32)[None, :] + 0.5 - np.float32(column)
    dy = np.arange(top, top + 2 * side + 1, dtype=np.float32)[:, None] + 0.5 - np.float32(row)
    away = np.sqrt(dx * dx + dy * dy)
    mask = np.clip((radius_px + edge_px / 2 - away) / edge_px, 0.0, 1.0)
    if rim:
        mask *= 1.0 - rim + rim * np.clip(away / radius_px, 0.0, 1.0) ** 5
    return Cutout(mask.astype(np.float32), left, top)


def halo(stage: Stage, x: float, y: float, radius: float, power: float = 2.0) -> Cutout:
    """A small light with its shine: 1 in the middle, nothing at `radius`."""
    side = max(1, int(radius * stage.height))
    column, row = stage.column(x), stage.row(y)
    left, top = int(column) - side, int(row) - side
    dx = np.arange(left, left + 2 * side + 1, dtype=np.float32)[None, :] + 0.5 - np.float32(column)
    dy = np.arange(top, top + 2 * side + 1, dtype=np.float32)[:, None] + 0.5 - np.float32(row)
    away = np.clip(1.0 - np.sqrt(dx * dx + dy * dy) / side, 0.0, 1.0)
    return Cutout((away ** np.float32(power)).astype(np.float32), left, top)


def rim(cutout: Cutout, right_px: float, down_px: float, soft_px: float = 0.0) -> Cutout:
    """The edge of a shape that light from one side catches: what a shift of the shape uncovers."""
    right, down = round(right_px), round(down_px)
    margin = max(abs(right), abs(down)) + 1
    padded = np.pad(cutout.mask, margin)
    moved = np.roll(padded, (down, right), (0, 1))
    if soft_px > 0.3:
        image = Image.fromarray((np.clip(moved, 0, 1) * 255).astype(np.uint8))
        moved = as_mask(_blurred(image, soft_px))
    edge = np.clip(padded - moved, 0.0, 1.0) * padded
    return Cutout(edge.astype(np.float32), cutout.left - margin, cutout.top - margin)


def quad(x0: float, y0: float, x1: float, y1: float) -> list[Point]:
    """An upright rectangle."""
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
