"""What reads give back: frozen values, one per table or card shape; they never query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# Columns of a variant that say what its file is; probing finds them.
FACTS = ("kind", "mime", "width", "height", "orientation", "has_alpha", "bit_depth", "colour_profile", "frames",
         "duration_us", "fps_num", "fps_den", "has_audio", "codec", "size_bytes", "sha256", "captured_at", "captured_from",
         "source_name", "source_path", "damaged", "perceptual_hash", "first_frame_hash", "last_frame_hash",
         "mean_colour", "about")


@dataclass(frozen=True, slots=True)
class Card:
    """A gallery tile. `variants`, `parts`, `unseen` are counts; facts are the primary variant's."""

    seq: int
    id: str
    name: str | None
    type: str | None
    location: str | None
    thumbnail_url: str | None
    starred: bool
    rating: int
    created_at: str
    is_child: bool
    parent_generation_id: str | None
    child_order: int | None
    variants: int
    parts: int
    unseen: int
    duration_us: int | None
    width: int | None
    height: int | None
    shots: tuple[str, ...]  # shot ids
    trashed_at: str | None
    damaged: bool
    rejected: bool
    label: str  # a colour's name, or empty


@dataclass(frozen=True, slots=True)
class Naming:
    """What a name may be made of. `shot` is the first one it is in, `tag` the first in order."""

    seq: int
    name: str | None
    source_name: str | None
    location: str | None
    created_at: str
    tool: str | None
    model: str | None
    seed: str | None
    width: int | None
    height: int | None
    rating: int
    shot: str | None
    tag: str | None


@dataclass(frozen=True, slots=True)
class Generation:
    """One generation whole, without its lists."""

    card: Card
    project_id: str
    params: dict[str, Any] | None
    note: str
    based_on: str | None
    primary_variant_id: str | None
    tool: str | None
    updated_at: str | None


@dataclass(frozen=True, slots=True)
class Variant:
    """One version of a generation's media, with the facts of its file (None: not known, or without meaning)."""

    id: str
    generation_id: str
    is_primary: bool
    variant_type: str | None
    location: str
    thumbnail_url: str | None
    name: str | None
    params: dict[str, Any] | None
    created_at: str
    starred: bool
    viewed_at: str | None
    kind: str | None
    mime: str | None
    width: int | None
    height: int | None
    orientation: int | None
    has_alpha: bool | None
    bit_depth: int | None
    colour_profile: str | None
    frames: int | None
    duration_us: int | None
    fps_num: int | None
    fps_den: int | None
    has_audio: bool | None
    codec: str | None
    size_bytes: int | None
    sha256: str | None
    captured_at: str | None
    captured_from: str | None
    source_name: str | None
    source_path: str | None
    damaged: bool
    perceptual_hash: str | None = None
    first_frame_hash: str | None = None
    last_frame_hash: str | None = None
    mean_colour: int | None = None  # 0xRRGGBB
    about: dict[str, Any] | None = None  # camera, title, signer and what else the file tells of itself


@dataclass(frozen=True, slots=True)
class Project:
    """A film, a series, a job; its rate is fps_num / fps_den frames per second."""

    id: str
    name: str
    user_id: str
    aspect_ratio: str | None
    fps_num: int
    fps_den: int
    created_at: str


@dataclass(frozen=True, slots=True)
class Shot:
    """A shot in the list: `items` and `unpositioned` are counts, `length_frames` ends after its last item."""

    id: str
    project_id: str
    name: str
    position: int
    fps_num: int
    fps_den: int
    length_frames: int
    unpositioned: int
    items: int
    thumbnail_url: str | None


@dataclass(frozen=True, slots=True)
class ShotItem:
    """A generation in a shot (a row of shot_generations), with what the timeline draws of its primary variant."""

    id: str
    shot_id: str
    generation_id: str
    seq: int
    position: int | None
    timeline_frame: int | None
    hold_frames: int | None  # None: as long as it is by itself
    in_frame: int
    name: str | None
    type: str | None
    thumbnail_url: str | None
    location: str | None
    variants: int
    duration_us: int | None
    media_frames: int | None  # None for a still
    media_fps_num: int | None
    media_fps_den: int | None
    width: int | None
    height: int | None
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Task:
    """A row of the job queue."""

    id: str
    task_type: str
    params: dict[str, Any]
    status: str
    project_id: str
    created_at: str
    attempts: int
    priority: int
    progress_permille: int
    error_message: str | None
    result_data: dict[str, Any]
    paused: bool = False  # by a person, until taken back
    not_before: str | None = None  # when the next try may start
    updated_at: str | None = None


@dataclass(frozen=True, slots=True)
class ImportRun:
    """One import: what was brought, where to, and how it ended."""

    id: str
    project_id: str
    sources: list[str]
    target: dict[str, Any]
    status: str  # running, done, cancelled
    step_id: int | None
    created_at: str
    finished_at: str | None


@dataclass(frozen=True, slots=True)
class CostSum:
    """What was spent in one month on one project, in thousandths of a credit."""

    project_id: str | None
    project: str | None  # its name; None where the project is gone or none was said
    month: str  # 2026-11
    amount: int
    entries: int


@dataclass(frozen=True, slots=True)
class ImportItem:
    """What became of one file of an import; `reason` says why in the last three states."""

    source: str
    state: str  # found, imported, duplicate, skipped, failed
    reason: str | None
    generation_id: str | None
    variant_id: str | None
    location: str | None


@dataclass(frozen=True, slots=True)
class Resource:
    """A model file of a user; `metadata` says where it lies and what its header told (`app/library/resources.py`)."""

    id: str
    user_id: str
    type: str  # lora, checkpoint, vae …
    metadata: dict[str, Any]
    created_at: str
    trashed_at: str | None


@dataclass(frozen=True, slots=True)
class Batch:
    """A set of training files; `items` and `segments` are counts of what is not in the trash."""

    id: str
    user_id: str
    name: str
    description: str | None
    created_at: str
    trashed_at: str | None
    items: int
    segments: int


@dataclass(frozen=True, slots=True)
class TrainingItem:
    """A clip or picture to train with. `duration_ms` is None for a picture."""

    id: str
    user_id: str
    batch_id: str | None
    original_filename: str
    storage_location: str
    duration_ms: int | None
    metadata: dict[str, Any]
    created_at: str
    trashed_at: str | None
    segments: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a clip, from `start_ms` up to `end_ms`, with its caption."""

    id: str
    training_data_id: str
    start_ms: int
    end_ms: int
    description: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a finder proposes: that a generation joins the target (`variant`, `sidecar`), or is `based_on` it."""

    kind: str
    generation_id: str
    target_id: str
    reason: str
    score: int  # thousandths


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row of proposals, with the `seq` numbers of its two items."""

    id: str
    kind: str
    generation_id: str
    target_id: str
    reason: str
    score: int
    state: str  # open, accepted, left
    seq: int
    target_seq: int
    project_id: str


@dataclass(frozen=True, slots=True)
class Look:
    """What finders compare of one variant."""

    seq: int
    generation_id: str
    variant_id: str
    is_primary: int
    kind: str | None
    mime: str | None
    name: str  # of its file, where that is known
    source_path: str | None
    width: int | None
    height: int | None
    duration_us: int | None
    perceptual_hash: str | None
    first_frame_hash: str | None
    last_frame_hash: str | None
    mean_colour: int | None
    variants: int
    based_on: str | None
    captured_at: str | None
    sha256: str | None
    has_recipe: int
