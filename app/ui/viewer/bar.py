"""The line above the picture: the way back, what it is, where in the gallery, how large, what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from app.ui.kit import icons, theme
from app.ui.kit.buttons import MAX_PX, icon_button, tooltip_text
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.labels import label
from app.ui.kit.menus import menu
from app.ui.kit.text import tr
from app.ui.viewer import words
from db import Card, Variant

HEIGHT_PX = 44
FACTS_FROM_PX = 1100  # narrower bars leave the facts to the information card


class ViewerBar(QWidget):
    """Says what is wanted; the page does it."""

    back = Signal()
    fit_wanted = Signal()
    pixels_wanted = Signal()
    star_wanted = Signal()
    info_wanted = Signal()
    full_screen_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewer_bar")
        self.setAccessibleName(tr("Viewer"))
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._back = icon_button("arrow-left", tr("Back"), "viewer_back", "Esc", on_click=self.back.emit, parent=self)
        self.name = ElidedLabel(role="strong", parent=self)
        self.name.setObjectName("viewer_name")
        self.place = label("", "small", "text-3", parent=self)
        self.place.setObjectName("viewer_place")
        self.facts = ElidedLabel(mode="end", role="small", ink="text-3", parent=self)
        self.facts.setObjectName("viewer_facts")
        self.note = ElidedLabel(mode="end", role="small", ink="warn", parent=self)
        self.note.setObjectName("viewer_note")
        self.percent = label("", "small", "text-2", parent=self)
        self.percent.setObjectName("viewer_percent")
        self.percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._fit = self._words(tr("Fit"), "viewer_fit", "Z", self.fit_wanted)
        self._pixels = self._words(tr("1:1"), "viewer_pixels", "Z", self.pixels_wanted)
        self.rating = self._words(words.rating(0), "viewer_rating", "0–5", None)
        self.rating.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.star = icon_button("star", tr("Star"), "viewer_star", "S", on_click=self.star_wanted.emit, parent=self)
        self.info = icon_button("info", tr("Information"), "viewer_info", "I", checkable=True,
                                on_click=self.info_wanted.emit, parent=self)
        self.full_screen = icon_button("square", tr("Full screen"), "viewer_full_screen", "F", checkable=True,
                                       on_click=self.full_screen_wanted.emit, parent=self)
        self._lay_out()
        theme.theme_changed.connect(self._measure)
        self._measure()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(4)
        row.addWidget(self._back)
        row.addSpacing(4)
        row.addWidget(self.name)
        row.addSpacing(8)
        row.addWidget(self.place)
        row.addSpacing(8)
        row.addWidget(self.facts)
        row.addStretch(1)
        for widget in (self.note, self.percent, self._fit, self._pixels):
            row.addWidget(widget)
        row.addSpacing(12)
        for widget in (self.rating, self.star, self.info, self.full_screen):
            row.addWidget(widget)

    def _words(self, text: str, name: str, keys: str, wanted: SignalInstance | None) -> QToolButton:
        made = QToolButton(self)
        made.setObjectName(name)
        made.setText(text)
        made.setAccessibleName(text)
        made.setToolTip(tooltip_text("", keys).strip())
        made.setProperty("words", True)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setMaximumSize(MAX_PX, MAX_PX)
        theme.set_font(made, "body")
        if wanted is not None:
            made.clicked.connect(lambda _checked=False: wanted.emit())
        return made

    def _measure(self) -> None:
        self.setFixedHeight(theme.scaled(HEIGHT_PX))
        self.percent.setFixedWidth(self.percent.fontMetrics().horizontalAdvance("6,400 %") + 4)
        self.rating.setMinimumWidth(self.rating.fontMetrics().horizontalAdvance(words.rating(0)) + 20)

    def set_rating_actions(self, actions: Sequence[QAction]) -> None:
        """The rating is chosen from these."""
        made = menu("viewer_rating_menu", self)
        made.addActions(list(actions))
        self.rating.setMenu(made)

    def set_width(self, width_px: int) -> None:
        """Facts are there where they have room."""
        self.facts.setVisible(width_px >= FACTS_FROM_PX)

    # -- what it says ------------------------------------------------------------------------------------------------

    def set_item(self, card: Card, variant: Variant | None, place: str, variant_name: str) -> None:
        """This item is looked at."""
        name = words.name_of(card)
        self.name.setText(f"{name}, {variant_name}" if variant_name else name)
        self.place.setText(place)
        self.facts.setText(words.facts_line(card, variant))
        self.rating.setText(words.rating(card.rating))
        self.rating.setAccessibleName(words.rating(card.rating))
        self.star.setAccessibleName(tr("Unstar") if card.starred else tr("Star"))
        self.star.setToolTip(tooltip_text(self.star.accessibleName(), "S"))
        icons.set_icon(self.star, "star-filled" if card.starred else "star", "accent" if card.starred else "text-2")

    def set_scale(self, scale: float, fitted: bool) -> None:
        """So large it is shown."""
        self.percent.setText(words.percent(scale))
        for button, on in ((self._fit, fitted), (self._pixels, scale == 1.0 and not fitted)):
            theme.set_property(button, "on", on)

    def set_note(self, text: str) -> None:
        """What is to be known of how it is shown."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def set_writable(self, writable: bool) -> None:
        """Whether the item can be changed."""
        self.star.setEnabled(writable)
        self.rating.setEnabled(writable)
