"""What a card says in words: the caption, its badges, and the sentence for people who hear the gallery."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from app.ui.kit.text import counted, tr
from db import Card

SHOTS_SHOWN = 3
LABELS = ("red", "orange", "yellow", "green", "blue", "purple")


def name_of(card: Card) -> str:
    """The item's name; that of its file when it has none."""
    if card.name:
        return card.name
    return PurePosixPath(card.location).name if card.location else tr("Untitled")


def kind_of(card: Card) -> str:
    """ "image", "video" or "audio"; the column holds what the tools called it."""
    told = card.type or ""
    return next((kind for kind in ("video", "audio") if kind in told), "image")


def label_word(label: str) -> str:
    """What a colour label is called; empty for none, and for one that nobody knows."""
    words = (tr("red"), tr("orange"), tr("yellow"), tr("green"), tr("blue"), tr("purple"))
    return dict(zip(LABELS, words, strict=True)).get(label, "")


def length_text(duration_us: int) -> str:
    """m:ss, from an hour on h:mm:ss; what is shorter than a second counts as one."""
    seconds = max(1, round(duration_us / 1_000_000))
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def shot_number(place: int) -> str:
    """How the shot in a place (from 0) of the list is numbered: 01 for the first."""
    return f"{place + 1:02d}"


def shots_text(card: Card, numbers: Mapping[str, str]) -> str:
    """The numbers of the shots the item is in, "01 03", in their order; many are counted."""
    found = sorted(numbers[shot] for shot in set(card.shots) if shot in numbers)
    if len(found) > SHOTS_SHOWN:
        return " ".join([*found[: SHOTS_SHOWN - 1], f"+{len(found) - SHOTS_SHOWN + 1}"])
    return " ".join(found)


def spoken(card: Card, numbers: Mapping[str, str]) -> str:
    """ "dune_walk_0412, image, starred, 4 variants, 1 unseen, in shots 1 and 3"."""
    said = [name_of(card), {"video": tr("video"), "audio": tr("audio"), "image": tr("image")}[kind_of(card)]]
    if card.duration_us and kind_of(card) != "image":
        said.append(length_text(card.duration_us))
    said += _judged(card)
    if card.variants > 1:
        said.append(tr("{n} variants", n=card.variants))
    if card.unseen:
        said.append(tr("{n} unseen", n=card.unseen))
    if card.parts:
        said.append(counted(card.parts, "1 part", "{n} parts"))
    if card.damaged:
        said.append(tr("damaged"))
    shots = sorted({int(numbers[shot]) for shot in card.shots if shot in numbers})
    if len(shots) == 1:
        said.append(tr("in shot {n}", n=shots[0]))
    elif shots:
        first = ", ".join(str(n) for n in shots[:-1])
        said.append(tr("in shots {first} and {last}", first=first, last=shots[-1]))
    return ", ".join(said)


def _judged(card: Card) -> list[str]:
    """What a person said of the item."""
    told = {
        tr("starred"): card.starred,
        tr("rated {n} of 5", n=card.rating): card.rating,
        tr("rejected"): card.rejected,
        tr("label {colour}", colour=label_word(card.label)): label_word(card.label),
    }
    return [words for words, true in told.items() if true]


def hint(card: Card, name_is_cut: bool, missing: bool) -> str:
    """The tooltip of a tile: only what cannot be read on it."""
    said = [name_of(card)] if name_is_cut else []
    if card.rejected:
        said.append(tr("Rejected"))
    if label_word(card.label):
        said.append(tr("Label: {colour}", colour=label_word(card.label)))
    if card.unseen:
        said.append(counted(card.unseen, "1 unseen variant", "{n} unseen variants"))
    if missing:
        said.append(tr("The file is not where it was. Its entry and thumbnail are kept."))
    elif card.damaged:
        said.append(tr("The file is damaged."))
    return "\n".join(said)
