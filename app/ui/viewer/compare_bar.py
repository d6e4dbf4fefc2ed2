"""The line above the pictures that are compared: the way back, how to compare, how large, what to do with one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QSizePolicy, QStackedWidget, QToolButton, QWidget

from app.ui.kit import icons, theme, tokens
from app.ui.kit.buttons import GAP_PX, MAX_PX, icon_button, push_button, tooltip_text
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.labels import label
from app.ui.kit.text import number, tr
from app.ui.kit.wheel import guard_wheel
from app.ui.viewer.compare_pixels import GAINS
from app.ui.viewer.compare_stage import MODES, Mode

HEIGHT_PX = 44
WORDS_FROM_PX = 1100  # narrower bars show the signs of the ways only
WAYS: dict[Mode, tuple[str, str]] = {"side": ("Side by side", "columns-2"), "wipe": ("Wipe", "square-split-horizontal"),
                                     "flicker": ("Flicker", "square"), "difference": ("Difference", "minus")}
INTERVALS_MS = (0, 2000, 1000, 500)  # none quicker: more than three changes a second can harm


class CompareBar(QWidget):
    """Says what is wanted; the page does it."""

    back = Signal()
    mode_wanted = Signal(str)
    interval_wanted = Signal(int)
    gain_wanted = Signal(int)
    fit_wanted = Signal()
    pixels_wanted = Signal()
    star_wanted = Signal()
    primary_wanted = Signal()
    swap_wanted = Signal()
    panel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare_bar")
        self.setAccessibleName(tr("Compare"))
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._back = icon_button("arrow-left", tr("Back"), "compare_back", "Esc", on_click=self.back.emit, parent=self)
        self._title = ElidedLabel(role="strong", parent=self)
        self._title.setObjectName("compare_title")
        self._said = ElidedLabel("", "end", "small", "text-3", parent=self)
        self._said.setObjectName("compare_said")
        self._ways = {mode: self._way(mode) for mode in MODES}
        self._interval = self._combo("compare_interval", tr("How fast pictures change"), [
            tr("By hand (B)") if each == 0 else tr("Every {seconds} s", seconds=f"{each / 1000:g}") for each in INTERVALS_MS])
        self._gain = self._combo("compare_gain", tr("How much the difference is amplified"),
                                 [tr("As it is") if gain == 1 else tr("{gain} times", gain=gain) for gain in GAINS])
        self._swap = icon_button("arrow-down-up", tr("Swap A and B"), "compare_swap", "B", on_click=self.swap_wanted.emit,
                                 parent=self)
        self._percent = label("", "small", "text-2", parent=self)
        self._percent.setObjectName("compare_percent")
        self._percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._fit = self._words(tr("Fit"), "compare_fit", "Z", self.fit_wanted)
        self._pixels = self._words(tr("1:1"), "compare_pixels", "Z", self.pixels_wanted)
        self._primary = push_button("", "compare_make_primary", "link", on_click=self.primary_wanted.emit, parent=self)
        self._star = icon_button("star", tr("Star"), "compare_star", "S", checkable=True, on_click=self.star_wanted.emit,
                                 parent=self)
        self._info = icon_button("info", tr("What differs"), "compare_info", "I", checkable=True, on_click=self.panel_wanted.emit,
                                 parent=self)
        self._interval.activated.connect(lambda at: self.interval_wanted.emit(INTERVALS_MS[at]))
        self._gain.activated.connect(lambda at: self.gain_wanted.emit(GAINS[at]))
        self._lay_out()
        theme.theme_changed.connect(self._measure)
        self._measure()

    def _lay_out(self) -> None:
        self._choices = QStackedWidget(self)  # as wide as the widest of them: nothing moves when they come and go
        for choice in (QWidget(self), self._interval, self._gain):
            self._choices.addWidget(choice)
        left, right = QHBoxLayout(), QHBoxLayout()
        left.addWidget(self._back)
        left.addWidget(self._title)
        left.addSpacing(8)
        left.addWidget(self._said, 1)
        right.addStretch(1)
        for widget in (self._primary, self._percent, self._fit, self._pixels, self._star, self._info):
            right.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.addLayout(left, 1)
        for button in self._ways.values():
            row.addWidget(button)
        row.addWidget(self._swap)
        row.addWidget(self._choices)
        row.addLayout(right, 1)
        for each in (row, left, right):
            each.setSpacing(4)
        kept = self._primary.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self._primary.setSizePolicy(kept)
        self._choices.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _way(self, mode: Mode) -> QToolButton:
        text, icon = WAYS[mode]
        made = self._words(tr(text), f"compare_mode_{mode}", "C", None, icon)
        made.setCheckable(True)
        made.clicked.connect(lambda _checked=False: self.mode_wanted.emit(mode))
        if not hasattr(self, "_group"):
            self._group = QButtonGroup(self)
        self._group.addButton(made)
        return made

    def _words(self, text: str, name: str, keys: str, wanted: SignalInstance | None, icon: str = "") -> QToolButton:
        made = QToolButton(self)
        made.setObjectName(name)
        made.setText(text)
        made.setAccessibleName(text)
        made.setToolTip(tooltip_text("" if not icon else text, keys).strip())
        made.setProperty("words", True)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setMaximumSize(MAX_PX, MAX_PX)
        theme.set_font(made, "body")
        if icon:
            made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            icons.set_icon(made, icon)
            made.setIconSize(QSize(tokens.ICON + GAP_PX, tokens.ICON))
            made.setProperty("segment", True)
        if wanted is not None:
            made.clicked.connect(lambda _checked=False: wanted.emit())
        return made

    def _combo(self, name: str, title: str, words: list[str]) -> QComboBox:
        made = QComboBox(self)
        made.setObjectName(name)
        made.setAccessibleName(title)
        made.setToolTip(title)
        made.addItems(words)
        theme.set_font(made, "body")
        guard_wheel(made)
        return made

    def _measure(self) -> None:
        self.setFixedHeight(theme.scaled(HEIGHT_PX))
        self._percent.setFixedWidth(self._percent.fontMetrics().horizontalAdvance("00,000 %") + 4)

    def set_width(self, width_px: int) -> None:
        """The words of the ways are there where they have room."""
        style = (Qt.ToolButtonStyle.ToolButtonTextBesideIcon if width_px >= WORDS_FROM_PX
                 else Qt.ToolButtonStyle.ToolButtonIconOnly)
        for button in self._ways.values():
            button.setToolButtonStyle(style)
            words = style == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
            button.setIconSize(QSize(tokens.ICON + (GAP_PX if words else 0), tokens.ICON))

    # -- what it says ------------------------------------------------------------------------------------------------

    def set_title(self, text: str) -> None:
        """What is compared."""
        self._title.setText(text)

    def set_said(self, text: str) -> None:
        """What is known of the difference."""
        self._said.setText(text)

    def said(self) -> str:
        """What is known of the difference."""
        return self._said.text()

    def set_mode(self, mode: Mode, several: bool) -> None:
        """This way is in force."""
        for each, button in self._ways.items():
            button.setChecked(each == mode)
            button.setEnabled(several or each == "side")
        self._choices.setCurrentIndex(("flicker", "difference").index(mode) + 1 if mode in ("flicker", "difference") else 0)
        self._swap.setEnabled(several)

    def set_interval(self, milliseconds: int) -> None:
        """Pictures change so fast."""
        self._interval.setCurrentIndex(INTERVALS_MS.index(milliseconds))

    def set_gain(self, gain: int) -> None:
        """The difference is amplified so much."""
        self._gain.setCurrentIndex(GAINS.index(gain))

    def set_scale(self, scale: float, fitted: bool) -> None:
        """How large pictures are."""
        self._percent.setText(tr("{percent} %", percent=number(round(scale * 100))))
        for button, on in ((self._fit, fitted), (self._pixels, not fitted and abs(scale - 1) < 0.005)):
            button.setCheckable(True)
            button.setChecked(on)

    def set_item(self, letter: str, starred: bool, primary: bool, writable: bool) -> None:
        """The one that keys act on."""
        icons.set_icon(self._star, "star-filled" if starred else "star")
        self._star.setChecked(starred)
        self._star.setEnabled(writable)
        words = tr("Unstar {letter}", letter=letter) if starred else tr("Star {letter}", letter=letter)
        self._star.setAccessibleName(words)
        self._star.setToolTip(tooltip_text(words, "S"))
        self._primary.setText(tr("Make {letter} primary", letter=letter))
        self._primary.setAccessibleName(self._primary.text())
        self._primary.setToolTip(tr("Enter"))
        self._primary.setVisible(writable and not primary)

    def set_panel_open(self, opened: bool) -> None:
        """Whether what differs is beside the pictures."""
        self._info.setChecked(opened)
