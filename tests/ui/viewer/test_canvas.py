from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.kit import theme
from app.ui.viewer.canvas import Canvas, Zoom

NONE = Qt.MouseButton.NoButton
LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


def picture(width: int, height: int, colour: str = "#204060") -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


@pytest.fixture
def canvas(qapp: QApplication, qtbot: QtBot) -> Canvas:
    """400 × 300, on the screen, without a picture."""
    theme.apply(qapp, "dark", reduce_motion=True)
    made = Canvas()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    qtbot.waitExposed(made)
    return made


def turn_wheel(canvas: Canvas, at: QPoint, turned: int) -> None:
    event = QWheelEvent(QPointF(at), QPointF(canvas.mapToGlobal(at)), QPoint(), QPoint(0, turned), NONE, NO_KEYS,
                        Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(canvas, event)


def pull(canvas: Canvas, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(canvas, LEFT, NO_KEYS, start)
    for at in (start + (end - start) / 2, end):
        QApplication.sendEvent(canvas, QMouseEvent(QEvent.Type.MouseMove, QPointF(at), QPointF(canvas.mapToGlobal(at)),
                                                   LEFT, LEFT, NO_KEYS))
    QTest.mouseRelease(canvas, LEFT, NO_KEYS, end)


def colour_at(canvas: Canvas, x: int, y: int) -> str:
    return canvas.grab().toImage().pixelColor(x, y).name()


def test_a_canvas_without_a_picture_is_ground(canvas: Canvas) -> None:
    assert colour_at(canvas, 200, 150) == theme.colour("viewer").name()
    assert canvas.picture_rect().isEmpty()
    assert not canvas.is_sharp()


def test_a_canvas_without_a_picture_answers_wheel_and_double_click(canvas: Canvas) -> None:
    turn_wheel(canvas, QPoint(10, 10), 120)
    QTest.mouseDClick(canvas, LEFT, NO_KEYS, QPoint(10, 10))
    assert canvas.zoom.scale is None


def test_a_large_picture_is_fitted_and_stands_in_the_middle(canvas: Canvas) -> None:
    canvas.set_picture(picture(800, 200), QSize(800, 200), True)
    area = canvas.picture_rect()
    assert (area.width(), area.height()) == (400, 100)
    assert area.center() == QPointF(200, 150)
    assert canvas.scale() == 0.5


def test_a_small_picture_is_not_enlarged_to_fit(canvas: Canvas) -> None:
    canvas.set_picture(picture(100, 50), QSize(100, 50), True)
    assert canvas.scale() == 1
    assert canvas.picture_rect().size().toSize() == QSize(100, 50)


def test_the_inset_is_kept_free_while_fitted(qapp: QApplication, qtbot: QtBot) -> None:
    canvas = Canvas(inset_px=50)
    qtbot.addWidget(canvas)
    canvas.resize(400, 300)
    canvas.set_picture(picture(800, 800), QSize(800, 800), True)
    assert canvas.picture_rect().height() == 200


def test_a_stand_in_is_as_large_as_the_original_will_be(canvas: Canvas) -> None:
    canvas.set_picture(picture(80, 20), QSize(800, 200), False)
    before = canvas.picture_rect()
    assert not canvas.is_sharp()
    canvas.set_picture(picture(800, 200), QSize(800, 200), True)
    assert canvas.picture_rect() == before
    assert canvas.is_sharp()


def test_the_wheel_zooms_at_the_pointer(canvas: Canvas) -> None:
    canvas.set_picture(picture(4000, 3000), QSize(4000, 3000), True)
    at = QPoint(300, 100)
    under = canvas.to_picture(QPointF(at))
    turn_wheel(canvas, at, 120)
    assert canvas.scale() == pytest.approx(0.125)
    after = canvas.to_picture(QPointF(at))
    assert (after.x(), after.y()) == (pytest.approx(under.x(), abs=8), pytest.approx(under.y(), abs=8))


def test_the_wheel_stops_at_a_hundred_percent(canvas: Canvas) -> None:
    canvas.set_picture(picture(500, 300), QSize(500, 300), True)
    turn_wheel(canvas, QPoint(200, 150), 240)
    assert canvas.scale() == 1
    turn_wheel(canvas, QPoint(200, 150), 120)
    assert canvas.scale() == 1.25


def test_zooming_out_ends_at_the_fit(canvas: Canvas) -> None:
    canvas.set_picture(picture(800, 600), QSize(800, 600), True)
    canvas.zoom_in()
    assert canvas.scale() == pytest.approx(2 / 3)
    canvas.zoom_out()
    assert canvas.zoom.scale is None
    canvas.zoom_out()
    assert canvas.scale() == 0.5


def test_zooming_in_goes_by_round_steps_up_to_6400_percent(canvas: Canvas) -> None:
    canvas.set_picture(picture(100, 100), QSize(100, 100), True)
    seen = []
    for _ in range(20):
        canvas.zoom_in()
        seen.append(canvas.scale())
    assert seen[:4] == [1.5, 2.0, 3.0, 4.0]
    assert max(seen) == 64


def test_a_double_click_shows_the_pixels_under_it_and_another_fits_again(canvas: Canvas) -> None:
    canvas.set_picture(picture(1600, 1200), QSize(1600, 1200), True)
    under = canvas.to_picture(QPointF(100, 100))
    QTest.mouseDClick(canvas, LEFT, NO_KEYS, QPoint(100, 100))
    assert canvas.scale() == 1
    assert canvas.to_picture(QPointF(100, 100)) == under
    QTest.mouseDClick(canvas, LEFT, NO_KEYS, QPoint(100, 100))
    assert canvas.zoom.scale is None


def test_a_picture_that_fits_at_a_hundred_percent_goes_to_two_hundred(canvas: Canvas) -> None:
    canvas.set_picture(picture(100, 100), QSize(100, 100), True)
    canvas.toggle_pixels()
    assert canvas.scale() == 2


def test_pulling_moves_the_picture_with_the_pointer(canvas: Canvas) -> None:
    canvas.set_picture(picture(1600, 1200), QSize(1600, 1200), True)
    canvas.zoom_to(1.0)
    before = canvas.to_picture(QPointF(200, 150))
    pull(canvas, QPoint(200, 150), QPoint(230, 130))
    assert canvas.to_picture(QPointF(230, 130)) == before


def test_pulling_ends_at_the_edge_and_comes_back_at_once(canvas: Canvas) -> None:
    canvas.set_picture(picture(800, 600), QSize(800, 600), True)
    canvas.zoom_to(1.0)
    pull(canvas, QPoint(10, 10), QPoint(390, 290))
    pull(canvas, QPoint(10, 10), QPoint(390, 290))
    assert canvas.picture_rect().topLeft() == QPointF(0, 0)
    canvas.pan_by(-5, -5)
    assert canvas.picture_rect().topLeft() == QPointF(-5, -5)


def test_a_fitted_picture_cannot_be_pulled(canvas: Canvas) -> None:
    canvas.set_picture(picture(800, 600), QSize(800, 600), True)
    before = canvas.picture_rect()
    pull(canvas, QPoint(200, 150), QPoint(260, 190))
    assert canvas.picture_rect() == before
    assert not canvas.can_pan()


def test_the_hand_shows_what_can_be_pulled(canvas: Canvas) -> None:
    canvas.set_picture(picture(800, 600), QSize(800, 600), True)
    assert canvas.cursor().shape() == Qt.CursorShape.ArrowCursor
    canvas.zoom_to(1.0)
    assert canvas.cursor().shape() == Qt.CursorShape.OpenHandCursor
    QTest.mousePress(canvas, LEFT, NO_KEYS, QPoint(100, 100))
    assert canvas.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    QTest.mouseRelease(canvas, LEFT, NO_KEYS, QPoint(100, 100))
    assert canvas.cursor().shape() == Qt.CursorShape.OpenHandCursor


def test_canvases_with_one_zoom_go_in_step(canvas: Canvas, qtbot: QtBot) -> None:
    other = Canvas(canvas.zoom)
    qtbot.addWidget(other)
    other.resize(400, 300)
    for each in (canvas, other):
        each.set_picture(picture(1600, 1200), QSize(1600, 1200), True)
    turn_wheel(canvas, QPoint(390, 10), 480)
    assert other.picture_rect() == canvas.picture_rect()


def test_zoom_and_place_stay_with_the_next_picture(canvas: Canvas) -> None:
    canvas.set_picture(picture(1600, 1200), QSize(1600, 1200), True)
    canvas.zoom_to(2.0, QPointF(300, 50))
    before = canvas.picture_rect()
    canvas.set_picture(picture(1600, 1200, "#806040"), QSize(1600, 1200), True)
    assert canvas.picture_rect() == before


def test_a_change_is_told_once_and_no_change_never(qtbot: QtBot) -> None:
    zoom = Zoom()
    told: list[float | None] = []
    zoom.changed.connect(lambda: told.append(zoom.scale))
    zoom.set(2.0, QPointF(0.25, 3.0))
    zoom.set(2.0, QPointF(0.25, 3.0))
    zoom.fit()
    zoom.fit()
    assert told == [2.0, None]


def test_the_readout_hears_of_the_scale(canvas: Canvas) -> None:
    told: list[float] = []
    canvas.scale_changed.connect(told.append)
    canvas.set_picture(picture(800, 600), QSize(800, 600), True)
    canvas.zoom_to(1.0)
    canvas.zoom.fit()
    canvas.resize(200, 150)
    QApplication.processEvents()
    assert told[0] == 0.5
    assert told[-1] == 0.25
    assert 1.0 in told


def test_pixels_of_the_original_are_not_smoothed_when_enlarged(canvas: Canvas) -> None:
    image = picture(2, 1, "#000000")
    image.setPixelColor(1, 0, QColor("#ffffff"))
    canvas.set_picture(image, QSize(2, 1), True)
    canvas.zoom.set(6.0)
    row = [colour_at(canvas, x, 150) for x in range(194, 206)]
    assert row == ["#000000"] * 6 + ["#ffffff"] * 6


def test_a_stand_in_is_smoothed(canvas: Canvas) -> None:
    image = picture(2, 1, "#000000")
    image.setPixelColor(1, 0, QColor("#ffffff"))
    canvas.set_picture(image, QSize(200, 100), False)
    assert len({colour_at(canvas, x, 150) for x in range(110, 290, 20)}) > 3


def test_each_pixel_has_a_line_around_it_from_800_percent_on(canvas: Canvas) -> None:
    canvas.set_picture(picture(10, 10), QSize(10, 10), True)
    area = canvas.picture_rect()
    canvas.zoom.set(7.9)
    assert {colour_at(canvas, x, 150) for x in range(190, 210)} == {"#204060"}
    canvas.zoom.set(8.0)
    area = canvas.picture_rect().toRect()
    image = canvas.grab().toImage()
    line = [x for x in range(area.left(), area.right() + 1)
            if image.pixelColor(x, area.top() + 4).name() != "#204060"]
    assert line == list(range(area.left(), area.right() + 1, 8))


def test_a_reduced_version_has_no_pixel_grid(canvas: Canvas) -> None:
    canvas.set_picture(picture(10, 10), QSize(20, 20), False)
    canvas.zoom.set(16.0)
    assert {colour_at(canvas, x, 150) for x in range(180, 220)} == {"#204060"}


def test_chequers_show_through_what_is_transparent(canvas: Canvas) -> None:
    image = QImage(400, 300, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    canvas.set_picture(image, QSize(400, 300), True)
    seen = {colour_at(canvas, x, 4) for x in (4, 12, 20)}
    assert seen == {theme.colour("chequer").name(), theme.colour("chequer_2").name()}


def test_a_reduced_picture_is_painted_from_the_next_larger_copy(canvas: Canvas) -> None:
    small = picture(1200, 900, "#00ff00")
    canvas.set_picture(picture(2400, 1800, "#ff0000"), QSize(2400, 1800), True, [small, picture(600, 450, "#0000ff")])
    assert colour_at(canvas, 200, 150) == "#0000ff"
    canvas.zoom_to(0.5)
    assert colour_at(canvas, 200, 150) == "#00ff00"
    canvas.zoom_to(1.0)
    assert colour_at(canvas, 200, 150) == "#ff0000"


def test_a_canvas_has_a_name_for_who_hears_it(canvas: Canvas) -> None:
    assert canvas.accessibleName()
    assert canvas.objectName()
