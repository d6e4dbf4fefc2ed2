"""Clips compared: they stand still until they are played, and then show frames of one time, whatever their rates."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QImage

from app.library.library import Library
from app.ui.viewer.compare_clips import ClipsInStep
from tests import factories
from tests.clip_factory import frame_number, make_mp4
from tests.ui.viewer.comparing.desk import RED, Desk, Key

RATES = {"fast": (24, 1), "slow": (12, 1), "film": (24_000, 1001)}


def add_clip(library: Library, folder: Path, name: str, frames: int) -> str:
    """A clip at its rate whose frames have their numbers painted in."""
    num, den = RATES[name]
    item = factories.add_item(library, name, kind="video", size=(160, 96), fps=(num, den), seconds=frames * den / num)
    card = factories.card(library, item)
    assert card.location is not None
    made = make_mp4(folder / f"{name}.mp4", frames=frames, fps=Fraction(num, den), size=(160, 96))
    library.paths.file(card.location).write_bytes(made.read_bytes())
    return item


def number_in(image: QImage) -> int:
    """The number painted into a frame."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    return frame_number(Image.frombytes("RGB", (plain.width(), plain.height()), bytes(plain.constBits()), "raw", "RGB",
                                        plain.bytesPerLine()))


def seen(desk: Desk, at: int) -> int:
    """The number of the frame in this place."""
    shown = desk.stage.canvases[at].picture()
    assert shown is not None
    return number_in(shown.image)


def clips(desk: Desk) -> ClipsInStep:
    return desk.page.clips


@pytest.fixture
def pair(desk: Desk, library: Library, tmp_path: Path) -> Desk:
    """A clip of 24 frames at 24 a second beside one of 12 at 12."""
    desk.open(add_clip(library, tmp_path, "fast", 24), add_clip(library, tmp_path, "slow", 12), sharp=False)
    desk.wait(lambda: clips(desk).has_frame(0) and clips(desk).has_frame(1))
    return desk


def test_clips_stand_at_their_first_frame(pair: Desk) -> None:
    player = clips(pair).leader()
    assert player is not None
    assert not player.playing
    assert pair.page.transport.isVisible()
    assert clips(pair).frames() == {0: 0, 1: 0}
    assert (seen(pair, 0), seen(pair, 1)) == (0, 0)


def test_a_step_of_the_finer_one_takes_the_other_along_by_time(pair: Desk) -> None:
    for number, expected in ((1, 0), (2, 1), (3, 1), (4, 2)):
        pair.key(Key.Key_Period)
        pair.wait(lambda number=number, expected=expected: clips(pair).frames() == {0: number, 1: expected})
        pair.wait(lambda number=number, expected=expected: (seen(pair, 0), seen(pair, 1)) == (number, expected))
    pair.key(Key.Key_Comma)
    pair.wait(lambda: clips(pair).frames() == {0: 3, 1: 1})


def test_home_and_end_lead_both_there(pair: Desk) -> None:
    pair.key(Key.Key_End)
    pair.wait(lambda: clips(pair).frames() == {0: 23, 1: 11})
    pair.key(Key.Key_Home)
    pair.wait(lambda: clips(pair).frames() == {0: 0, 1: 0})


def test_played_they_end_together(pair: Desk) -> None:
    pair.key(Key.Key_Space)
    player = clips(pair).leader()
    assert player is not None
    pair.wait(lambda: clips(pair).frames() == {0: 23, 1: 11} and not player.playing)


def test_j_k_l_play_and_stop(pair: Desk) -> None:
    player = clips(pair).leader()
    assert player is not None
    pair.key(Key.Key_L)
    pair.wait(lambda: player.frame > 0)
    pair.key(Key.Key_K)
    pair.wait(lambda: not player.playing)


def test_swapped_they_go_on_from_where_they_are(pair: Desk) -> None:
    pair.key(Key.Key_End)
    pair.wait(lambda: clips(pair).frames() == {0: 23, 1: 11} and (seen(pair, 0), seen(pair, 1)) == (23, 11))
    pair.key(Key.Key_B)
    assert clips(pair).frames() == {0: 11, 1: 23}
    pair.wait(lambda: (seen(pair, 0), seen(pair, 1)) == (11, 23))


def test_frames_are_subtracted_as_they_are_shown(pair: Desk) -> None:
    pair.push("compare_mode_difference")
    pair.wait(lambda: pair.page.bar.said() != "")
    shown = pair.stage.difference.picture()
    pair.key(Key.Key_Period)
    pair.wait(lambda: pair.stage.difference.picture() is not shown)


def test_a_still_beside_a_clip_keeps_its_picture(desk: Desk, library: Library, items: list[str], tmp_path: Path) -> None:
    desk.open(items[0], add_clip(library, tmp_path, "film", 10), sharp=False)
    desk.wait(lambda: clips(desk).has_frame(1))
    desk.key(Key.Key_End)
    desk.wait(lambda: clips(desk).frames() == {1: 9})
    assert desk.middle(0) == RED


def test_pictures_alone_have_no_transport(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:2])
    assert not desk.page.transport.isVisible()
    assert clips(desk).leader() is None


def test_a_clip_that_is_gone_is_said(desk: Desk, library: Library, tmp_path: Path) -> None:
    ids = [add_clip(library, tmp_path, "fast", 24), add_clip(library, tmp_path, "slow", 12)]
    library.paths.file(factories.card(library, ids[1]).location or "").unlink()
    desk.open(*ids, sharp=False)
    desk.wait(lambda: bool(desk.failed))


def test_no_player_is_left_when_nobody_compares(pair: Desk) -> None:
    pair.page.close_down()
    assert clips(pair).leader() is None
    assert not pair.page.transport.isVisible()
