"""Perceptual hashes on a made corpus: painted scenes, their versions, and other takes of the same scenes."""

from __future__ import annotations

import itertools
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.media import likeness
from app.media.art.scenes import SCENES, paint
from app.media.facts import MediaFacts
from app.media.probe import probe
from app.media.thumbnails import make_preview, make_thumbnail
from tests.media_factory import make_jpeg, make_mp4, make_png

NAMES = [scene.name for scene in SCENES][::2]
SIZE = (480, 270)


@cache
def scene(name: str, seed: int = 0) -> Image.Image:
    return Image.fromarray(paint(name, seed=seed, width=SIZE[0], height=SIZE[1]))


def compressed(picture: Image.Image, quality: int) -> Image.Image:
    written = BytesIO()
    picture.save(written, "JPEG", quality=quality)
    return Image.open(BytesIO(written.getvalue())).convert("RGB")


def cropped(picture: Image.Image, left: float, top: float, right: float, bottom: float) -> Image.Image:
    width, height = picture.size
    return picture.crop((round(width * left), round(height * top), round(width * (1 - right)), round(height * (1 - bottom))))


def times(picture: Image.Image, factor: float) -> Image.Image:
    return picture.resize((round(picture.width * factor), round(picture.height * factor)), Image.Resampling.LANCZOS)


VERSIONS = {
    "half the size": (lambda p: times(p, 0.5), likeness.SAME),
    "recompressed at 40": (lambda p: compressed(p, 40), likeness.SAME),
    "recompressed at 15": (lambda p: compressed(p, 15), likeness.SAME),
    "twice the size": (lambda p: times(p, 2), likeness.SAME),
    "four times the size": (lambda p: times(p, 4), likeness.SAME),
    "half the size, recompressed": (lambda p: compressed(times(p, 0.5), 40), likeness.SAME),
    "cropped by 3 %": (lambda p: cropped(p, 0.015, 0.015, 0.015, 0.015), likeness.ALIKE),
}


def thumbnail(picture: Image.Image) -> Image.Image:
    small = picture.copy()
    small.thumbnail((320, 320))
    return small


def hash_of(picture: Image.Image) -> str:
    found = likeness.hash_of(thumbnail(picture))
    assert found is not None
    return found


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_of_a_picture_is_alike(version: str) -> None:
    made, most = VERSIONS[version]
    bits = {name: likeness.bits_between(hash_of(scene(name)), hash_of(made(scene(name)))) for name in NAMES}
    assert max(bits.values()) <= most, bits


def test_one_picture_in_sixteen_at_most_is_lost_when_one_edge_is_cropped_by_3_percent() -> None:
    bits = [likeness.bits_between(hash_of(scene(name)), hash_of(cropped(scene(name), 0.03, 0, 0, 0))) for name in NAMES]
    assert sum(each > likeness.ALIKE for each in bits) <= 1, bits


def test_takes_of_one_scene_are_not_alike_but_for_one_in_twenty_and_never_the_same() -> None:
    pairs = [likeness.bits_between(hash_of(scene(name, one)), hash_of(scene(name, other)))
             for name in NAMES for one, other in itertools.combinations(range(3), 2)]
    assert sum(bits <= likeness.ALIKE for bits in pairs) <= len(pairs) / 20, sorted(pairs)[:5]
    assert min(pairs) > likeness.SAME


def test_scenes_are_not_alike() -> None:
    hashes = [hash_of(scene(name)) for name in NAMES]
    assert min(likeness.bits_between(*pair) for pair in itertools.combinations(hashes, 2)) > likeness.ALIKE


def test_versions_keep_their_mean_colour_and_a_repainted_one_does_not() -> None:
    picture = scene(NAMES[0])
    colour = likeness.mean_colour(picture)
    assert likeness.colours_differ_by(colour, likeness.mean_colour(compressed(times(picture, 0.5), 40))) <= 2
    red, green, blue = picture.split()
    assert likeness.colours_differ_by(colour, likeness.mean_colour(Image.merge("RGB", (blue, green, red)))) > 2


def test_plain_grounds_and_soft_gradients_have_no_hash() -> None:
    down, across = np.mgrid[0:180, 0:320] / np.array([180, 320])[:, None, None]
    grounds = {"plain": across * 0 + 90, "across": across * 255, "diagonal": (across + down) * 127,
               "round": np.hypot(across - 0.5, down - 0.5) * 255, "corners": (across * down + (1 - across) * (1 - down)) * 255,
               "horizon": np.where(down > 0.6, 60, 200 - 60 * down)}
    noise = np.random.default_rng(0).normal(0, 3, across.shape)
    for name, grey in grounds.items():
        picture = Image.fromarray(np.clip(grey + noise, 0, 255).astype(np.uint8)).convert("RGB")
        assert likeness.hash_of(compressed(picture, 40)) is None, name


def test_a_picture_of_few_pixels_has_no_hash() -> None:
    assert likeness.hash_of(scene(NAMES[0]).resize((64, 20))) is None


def test_a_search_finds_the_planted_pairs_and_no_others() -> None:
    numbers = np.random.default_rng(1).integers(0, 2**64, (5_000, 4), dtype=np.uint64)
    wanted = numbers[[7, 4_000]].copy()
    wanted[1, 3] ^= np.uint64(0xFF)  # eight bits of the fine ones
    assert list(likeness.near(wanted, numbers)) == [(0, 7, 0), (1, 4_000, 8)]
    assert list(likeness.near(wanted, numbers, most=7)) == [(0, 7, 0)]


def test_a_search_goes_block_by_block_and_can_be_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeness, "_ROWS", 2)
    monkeypatch.setattr(likeness, "_COLUMNS", 3)
    numbers = np.random.default_rng(2).integers(0, 2**64, (10, 4), dtype=np.uint64)
    assert [pair[:2] for pair in likeness.near(numbers, numbers)] == [(at, at) for at in range(10)]
    told: list[tuple[int, int]] = []
    found = list(likeness.near(numbers, numbers, go_on=lambda done, total: bool(told.append((done, total)))))
    assert (len(found), told) == (2, [(2, 10)])


def test_a_search_within_one_set_gives_each_pair_once_the_later_one_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeness, "_ROWS", 2)
    monkeypatch.setattr(likeness, "_COLUMNS", 3)
    numbers = np.random.default_rng(3).integers(0, 2**64, (11, 4), dtype=np.uint64)
    numbers[10] = numbers[9] = numbers[1]
    assert list(likeness.near(numbers)) == [(9, 1, 0), (10, 1, 0), (10, 9, 0)]


def test_hashes_become_numbers_in_their_order() -> None:
    one, other = hash_of(scene(NAMES[0])), hash_of(scene(NAMES[1]))
    made = likeness.words([one, other])
    assert ["".join(f"{int(word):016x}" for word in row) for row in made] == [one, other]


def saved(folder: Path, name: str, picture: Image.Image) -> tuple[Path, MediaFacts]:
    path = folder / name
    picture.save(path, quality=90)
    return path, probe(path)


@pytest.mark.parametrize("ending", ["png", "jpg", "webp"])
def test_a_thumbnail_comes_with_the_likeness_of_its_picture(tmp_path: Path, ending: str) -> None:
    path, facts = saved(tmp_path, f"a.{ending}", scene(NAMES[2]))
    made = make_thumbnail(path, tmp_path / "t.jpg", facts)
    assert made.perceptual_hash is not None
    assert likeness.bits_between(made.perceptual_hash, hash_of(scene(NAMES[2]))) <= likeness.SAME
    assert made.mean_colour is not None
    assert likeness.colours_differ_by(made.mean_colour, likeness.mean_colour(scene(NAMES[2]))) <= 2
    assert make_preview(path, tmp_path / "p.jpg", facts).perceptual_hash is None


def test_a_grey_and_a_transparent_picture_have_a_likeness_too(tmp_path: Path) -> None:
    for name, picture in (("grey.png", scene(NAMES[2]).convert("L")), ("clear.png", scene(NAMES[2]).convert("RGBA"))):
        path, facts = saved(tmp_path, name, picture)
        made = make_thumbnail(path, tmp_path / "t.jpg", facts)
        assert made.perceptual_hash is not None
        assert likeness.bits_between(made.perceptual_hash, hash_of(scene(NAMES[2]))) <= likeness.SAME


def write_clip(path: Path, pictures: list[Image.Image]) -> None:
    import av

    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=24)
        stream.width, stream.height, stream.pix_fmt = (*SIZE[:1], SIZE[1] // 2 * 2, "yuv420p")
        for picture in pictures:
            frame = av.VideoFrame.from_image(picture.resize((stream.width, stream.height)))
            for packet in stream.encode(frame):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)


def test_a_clip_tells_of_its_first_and_last_frame(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    one, other = scene(NAMES[2]), scene(NAMES[3])
    write_clip(path, [one] * 5 + [other] * 5)
    first, last = likeness.ends(str(path), 320 * 180)
    assert likeness.bits_between(first, hash_of(one)) <= likeness.SAME
    assert likeness.bits_between(last, hash_of(other)) <= likeness.SAME
    assert likeness.bits_between(first, last) > likeness.ALIKE


def test_the_end_of_a_clip_that_costs_too_much_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    write_clip(path, [scene(NAMES[2])] * 3)
    first, last = likeness.ends(str(path), 1_000_000_000)
    assert first
    assert last == ""


def test_what_is_no_clip_has_no_ends(tmp_path: Path) -> None:
    (tmp_path / "clip.mp4").write_bytes(b"nothing")
    assert likeness.ends(str(tmp_path / "clip.mp4"), 10) == ("", "")
    assert likeness.ends(str(tmp_path / "gone.mp4"), 10) == ("", "")


def test_test_pictures_in_flat_colours_do_not_stop_a_thumbnail(tmp_path: Path) -> None:
    for make, name in ((make_png, "a.png"), (make_jpeg, "a.jpg"), (make_mp4, "a.mp4")):
        path = make(tmp_path / name)
        assert make_thumbnail(path, tmp_path / f"{name}.t.jpg", probe(path)).mean_colour is not None
