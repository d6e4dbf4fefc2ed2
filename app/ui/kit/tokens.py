"""The numbers of the design: colours of both themes, type, space, radius. No colour stands elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Colours:
    """Colour roles of one theme: `#rrggbb`, or `#rrggbbaa` where the picture below shows through."""

    canvas: str  # gallery and timeline ground
    panel: str  # toolbar, sidebar, inspector, headers
    raised: str  # menu, dialog, toast, tooltip
    field: str  # input ground
    field_line: str
    viewer: str  # ground behind one picture, the same in both themes
    line: str  # separators
    line_strong: str  # outlines of controls, ticks, scroll bars: at least 3:1
    hover: str
    pressed: str  # also the secondary button at rest, chips
    selected: str
    selected_focus: str
    text: str
    text_2: str  # captions, icons at rest, help
    text_3: str  # counts, keys, placeholders; not on selected, pressed, item_bar
    text_off: str
    accent: str  # "you are here" or "this acts"
    accent_fill: str
    accent_fill_hover: str
    accent_fill_pressed: str
    on_accent: str
    accent_wash: str  # drag-over ground, count pill
    danger: str
    danger_fill: str
    warn: str
    ok: str
    item_bar: str  # label bar under a timeline item
    scrim: str  # ground of badges on pictures
    on_scrim: str
    unseen: str  # dot on pictures
    picture_line: str  # 1 px inside a picture's edge
    chequer: str  # under what is transparent, the same in both themes
    chequer_2: str
    pixel_line: str  # around each pixel of a picture from 800 % on
    shadow: str
    label_red: str  # colour labels of items: dots and bars, at least 3:1 on canvas, panel, raised and viewer
    label_orange: str
    label_yellow: str
    label_green: str
    label_blue: str
    label_purple: str

    def value(self, role: str) -> str:
        """The colour of `role`, written with dashes or underscores. Raises: KeyError."""
        name = role.replace("-", "_")
        if name not in ROLES:
            raise KeyError(f"no colour role {role}")
        return str(getattr(self, name))


ROLES = tuple(field.name for field in fields(Colours))

DARK = Colours(
    canvas="#161616",
    panel="#1d1d1d",
    raised="#282828",
    field="#272727",
    field_line="#272727",
    viewer="#0c0c0c",
    line="#2e2e2e",
    line_strong="#747474",
    hover="#262626",
    pressed="#303030",
    selected="#333333",
    selected_focus="#203457",
    text="#ededed",
    text_2="#adadad",
    text_3="#8f8f8f",
    text_off="#5e5e5e",
    accent="#6ba1ff",
    accent_fill="#2f67dc",
    accent_fill_hover="#366edf",
    accent_fill_pressed="#2657c0",
    on_accent="#ffffff",
    accent_wash="#1d2c49",
    danger="#ff7b72",
    danger_fill="#c93a34",
    warn="#e3b04b",
    ok="#5fc08a",
    item_bar="#2c2c2c",
    scrim="#000000a8",
    on_scrim="#ffffff",
    unseen="#6ba1ff",
    picture_line="#ffffff12",
    chequer="#3a3a3a",
    chequer_2="#2c2c2c",
    pixel_line="#80808066",
    shadow="#00000080",
    label_red="#f2564d",
    label_orange="#f0883a",
    label_yellow="#e6c229",
    label_green="#4fb06d",
    label_blue="#4f8ff7",
    label_purple="#a974f0",
)

LIGHT = Colours(
    canvas="#fbfbfb",
    panel="#f1f1f1",
    raised="#ffffff",
    field="#ffffff",
    field_line="#dcdcdc",
    viewer="#0c0c0c",
    line="#dcdcdc",
    line_strong="#808080",
    hover="#e7e7e7",
    pressed="#dcdcdc",
    selected="#d9d9d9",
    selected_focus="#d3e1fb",
    text="#1a1a1a",
    text_2="#545454",
    text_3="#636363",
    text_off="#a6a6a6",
    accent="#1a57cc",
    accent_fill="#2563e0",
    accent_fill_hover="#1d57cc",
    accent_fill_pressed="#184aae",
    on_accent="#ffffff",
    accent_wash="#e3ecfd",
    danger="#b3261e",
    danger_fill="#c0322b",
    warn="#7d5700",
    ok="#1d7044",
    item_bar="#e2e2e2",
    scrim="#000000a8",
    on_scrim="#ffffff",
    unseen="#6ba1ff",
    picture_line="#00000017",
    chequer="#3a3a3a",
    chequer_2="#2c2c2c",
    pixel_line="#80808066",
    shadow="#00000038",
    label_red="#d9342b",
    label_orange="#cc6210",
    label_yellow="#a37c00",
    label_green="#2f8a4e",
    label_blue="#2f6fe0",
    label_purple="#8a4fd6",
)

THEMES = {"dark": DARK, "light": LIGHT}


@dataclass(frozen=True)
class Type:
    """One role of text: size and line in px at 96 dpi and text scale 1, weight as fonts count it."""

    size_px: int
    line_px: int
    weight: int


TYPE = {
    "small": Type(11, 16, 400),  # captions, counts, keys, rulers, help
    "small-medium": Type(11, 16, 500),  # badges, chips
    "small-strong": Type(11, 16, 600),  # section heads, pills
    "body": Type(13, 18, 400),
    "body-medium": Type(13, 18, 500),  # buttons
    "strong": Type(13, 18, 600),  # panel heads, item name, open shot
    "title": Type(17, 24, 600),
    "timecode": Type(13, 18, 500),
    "timecode-large": Type(15, 20, 500),  # the viewer's
}

# The only distances layouts may use.
SPACE = (0, 1, 2, 4, 8, 12, 16, 20, 24, 32, 48)

RADIUS_PICTURE = 2
RADIUS_TAG = 3  # badge, thumbnail
RADIUS_ITEM = 4  # timeline item
RADIUS_CONTROL = 5
RADIUS_CARD = 8

ICON_SMALL = 12
ICON = 16
ICON_EMPTY = 32

CONTROL_PX = 28
CONTROL_SMALL_PX = 24
RING_PX = 2

MOTION_MS = {"fast": 90, "normal": 160, "slow": 240}
