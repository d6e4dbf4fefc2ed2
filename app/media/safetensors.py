"""What a `.safetensors` model file says about itself. Only its header is read: eight bytes of length, then JSON.

The header is text from strangers: it is limited in length and in the number of its values before it is parsed, and
no tensor is ever loaded. What is not said is told from the names and shapes of the tensors, and marked so.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from app.media.limits import METADATA_BYTES, UnreadableMedia, UnsafeMedia

ModelKind = Literal["lora", "checkpoint", "vae", "embedding", "controlnet", "model"]
KIND_NAMES: dict[str, str] = {"lora": "LoRA", "checkpoint": "Checkpoint", "vae": "VAE", "embedding": "Embedding",
                              "controlnet": "ControlNet", "model": "Model"}  # fmt: skip
BY_TENSORS = "by the shapes of its tensors"

_VALUES = 1_000_000  # commas and brackets in one header; a checkpoint of 2,500 tensors has 30,000
_TEXT = 2_000  # characters of one field that are kept
_TAGS = 40  # the most frequent ones

# Names of model families: those of the ModelSpec, and those that kohya-ss writes into ss_base_model_version.
_FAMILIES: dict[str, str] = {
    "stable-diffusion-v1": "SD 1.5", "sd_v1": "SD 1.5", "sd_1.5": "SD 1.5",
    "stable-diffusion-v2-512": "SD 2", "stable-diffusion-v2-768-v": "SD 2", "sd_v2": "SD 2", "sd_v2_v": "SD 2",
    "stable-diffusion-xl-v1-base": "SDXL", "sdxl_base_v1-0": "SDXL", "sdxl_base_v0-9": "SDXL",
    "stable-diffusion-v3-medium": "SD 3", "stable-diffusion-3-medium": "SD 3", "sd3": "SD 3",
    "stable-diffusion-3-large": "SD 3.5 Large", "sd3.5_large": "SD 3.5 Large",
    "flux-1-dev": "FLUX.1 dev", "flux-1-schnell": "FLUX.1 schnell", "flux1": "FLUX.1",
    "hunyuan-video": "HunyuanVideo", "hunyuan_video": "HunyuanVideo", "wan2.1": "Wan 2.1", "wan2.2": "Wan 2.2",
}  # fmt: skip
_LORA_KEY = re.compile(r"\blora_(?:down|up|[AB])\b|\.lora\.|\bhada_w\d|\blokr_w\d|\.dora_scale|\boft_blocks\b")
_RANK_KEY = re.compile(r"\blora_(?:down|A)\b.*weight$|\.lora\.down\.weight$")
_CONTEXT_KEY = re.compile(r"attn2[._]to_k[._].*lora_?(?:down|A)|attn2[._]processor[._]to_k_lora[._]down")
_CONTEXT_OF = {768: "SD 1.5", 1024: "SD 2", 2048: "SDXL"}  # length of the text vector that cross attention takes


@dataclass(frozen=True)
class ModelFile:
    """A model by its own words; None and empty: it does not say."""

    kind: ModelKind
    title: str | None
    output_name: str | None  # the name it was trained under: other programs know it by this or by its file name
    base_model: str | None
    base_from: str | None  # the field that says so, or BY_TENSORS: then it is a guess
    trained_on: str | None
    trigger_words: tuple[str, ...]
    tags: tuple[tuple[str, int], ...]  # of the training captions, the most frequent first
    resolution: str | None
    network_dim: int | None
    network_alpha: str | None
    tensors: int
    precision: str | None
    model_hash: str | None  # of the tensors alone: what A1111 and kohya-ss write into recipes
    legacy_hash: str | None
    description: str | None
    author: str | None
    licence: str | None

    def as_json(self) -> dict[str, Any]:
        """The fields that say something, for the metadata of its row."""
        found = {key: value for key, value in asdict(self).items() if value not in (None, (), "")}
        return {key: [list(v) if isinstance(v, tuple) else v for v in value] if isinstance(value, tuple) else value
                for key, value in found.items()}  # fmt: skip


def is_model(head: bytes) -> bool:
    """Whether the first bytes of a file are the beginning of a safetensors header: a length, then an object.

    Also for lengths that cannot be (so that the reason tells of it), but not for text: its eighth byte is a letter.
    """
    return len(head) >= 10 and head[8:9] == b"{" and head[9:10] in b'"} \n\r\t' and head[7] < 0x20


def read_model(path: Path) -> tuple[ModelFile, bytes]:
    """What the header says, and its `__metadata__` as JSON text, to be kept as it came.

    Raises: UnreadableMedia with a reason (also for a file that ends before its last tensor), UnsafeMedia, OSError.
    """
    size_bytes = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(10)
        if not is_model(head):
            raise UnreadableMedia("is no model file")
        length = int.from_bytes(head[:8], "little")
        if length > size_bytes - 8:
            raise UnreadableMedia(f"is a model file that is cut off or damaged: its header would be {length:,} bytes long")
        if length > METADATA_BYTES:
            raise UnsafeMedia(f"is a model file with a header of {length:,} bytes, more than the {METADATA_BYTES:,} allowed")
        file.seek(8)
        header = _object(file.read(length))
    told = header.pop("__metadata__", {})
    texts = {key: value for key, value in told.items() if isinstance(value, str)} if isinstance(told, dict) else {}
    shapes = _shapes(header, size_bytes - 8 - length)
    kept = json.dumps(texts, ensure_ascii=True, sort_keys=True).encode("ascii")
    return _told(texts, header, shapes), kept


def _object(data: bytes) -> dict[str, Any]:
    if sum(data.count(mark) for mark in b",[{") > _VALUES:
        raise UnsafeMedia("is a model file with more values in its header than are allowed")
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UnreadableMedia("is a model file whose header is damaged") from error
    if not isinstance(found, dict):
        raise UnreadableMedia("is a model file whose header is damaged")
    return found


def _shapes(header: Mapping[str, Any], data_bytes: int) -> dict[str, tuple[int, ...]]:
    """Tensor → shape. Raises: UnreadableMedia for an entry that is none, or lies outside of the file."""
    found: dict[str, tuple[int, ...]] = {}
    for name, entry in header.items():
        shape = entry.get("shape") if isinstance(entry, dict) else None
        offsets = entry.get("data_offsets") if isinstance(entry, dict) else None
        if not isinstance(shape, list) or not isinstance(offsets, list) or not _numbers(shape) or not _numbers(offsets) \
                or len(offsets) != 2 or not isinstance(entry.get("dtype"), str):
            raise UnreadableMedia("is a model file whose header is damaged")
        if offsets[1] > data_bytes:
            raise UnreadableMedia("is a model file that ends too early: not all of its tensors are there")
        found[name] = tuple(shape)
    return found


def _numbers(values: list[Any]) -> bool:
    return all(type(number) is int and number >= 0 for number in values)


def _told(texts: Mapping[str, str], header: Mapping[str, Any], shapes: Mapping[str, tuple[int, ...]]) -> ModelFile:
    kind = _kind(shapes, texts)
    base, base_from = _base(texts, shapes)
    precisions = Counter(entry["dtype"] for entry in header.values())
    return ModelFile(
        kind=kind,
        title=_text(texts, "modelspec.title", "name"),
        output_name=_text(texts, "ss_output_name"),
        base_model=base,
        base_from=base_from,
        trained_on=_text(texts, "ss_sd_model_name"),
        trigger_words=_words(_text(texts, "modelspec.trigger_phrase", "trigger_words", "trigger_word")),
        tags=_tags(texts.get("ss_tag_frequency")),
        resolution=_resolution(_text(texts, "modelspec.resolution", "ss_resolution")),
        network_dim=_whole(texts.get("ss_network_dim")) or (_rank(shapes) if kind == "lora" else None),
        network_alpha=_text(texts, "ss_network_alpha"),
        tensors=len(shapes),
        precision=precisions.most_common(1)[0][0][:16] if precisions else None,
        model_hash=_hex(_text(texts, "sshs_model_hash", "modelspec.hash_sha256")),
        legacy_hash=_hex(_text(texts, "sshs_legacy_hash")),
        description=_text(texts, "modelspec.description", "ss_training_comment"),
        author=_text(texts, "modelspec.author"),
        licence=_text(texts, "modelspec.license"),
    )


def _kind(shapes: Mapping[str, tuple[int, ...]], texts: Mapping[str, str]) -> ModelKind:
    names = list(shapes)
    if any(_LORA_KEY.search(name) for name in names) or "ss_network_module" in texts:
        return "lora"
    if any(name.startswith(("model.diffusion_model.", "diffusion_model.")) for name in names):
        return "checkpoint"
    if any("control_model." in name or name.startswith(("controlnet_", "input_hint_block.")) for name in names):
        return "controlnet"
    if any(name.startswith(("double_blocks.", "joint_blocks.", "transformer_blocks.", "down_blocks.")) for name in names):
        return "checkpoint"
    if any(name.startswith(("first_stage_model.", "decoder.conv_in.", "encoder.conv_in.")) for name in names):
        return "vae"
    if 0 < len(names) <= 4 and any(name in ("emb_params", "clip_l", "clip_g", "t5xxl") for name in names):
        return "embedding"
    return "model"


def _base(texts: Mapping[str, str], shapes: Mapping[str, tuple[int, ...]]) -> tuple[str | None, str | None]:
    for field in ("modelspec.architecture", "ss_base_model_version"):
        if text := _text(texts, field):
            family = text.partition("/")[0].strip()
            return _FAMILIES.get(family.lower(), family), field
    guess = _base_by_tensors(shapes)
    return (guess, BY_TENSORS) if guess else (None, None)


def _base_by_tensors(shapes: Mapping[str, tuple[int, ...]]) -> str | None:
    for name, shape in shapes.items():
        if "double_blocks" in name or "single_transformer_blocks" in name:
            return "FLUX.1"
        if "joint_blocks" in name:
            return "SD 3"
        if "lora_te2_" in name or "text_encoder_2" in name or "conditioner.embedders.1." in name:
            return "SDXL"
        if (_CONTEXT_KEY.search(name) or name.endswith("attn2.to_k.weight")) and len(shape) >= 2 and shape[1] in _CONTEXT_OF:
            return _CONTEXT_OF[shape[1]]
    return None


def _rank(shapes: Mapping[str, tuple[int, ...]]) -> int | None:
    ranks = Counter(shape[0] for name, shape in shapes.items() if shape and _RANK_KEY.search(name))
    return ranks.most_common(1)[0][0] if ranks else None


def _tags(text: str | None) -> tuple[tuple[str, int], ...]:
    """The sums of `{folder: {tag: count}}`; nothing when it is not of that form."""
    if not text:
        return ()
    try:
        folders = _object(text.encode("utf-8", "surrogatepass"))
    except UnreadableMedia:  # a field of many: the rest is worth having
        return ()
    found: Counter[str] = Counter()
    for tags in folders.values():
        for tag, count in tags.items() if isinstance(tags, dict) else ():
            if type(count) is int and 0 < count < 2**53 and tag.strip():
                found[_clean(tag.strip())[:200]] += count
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:_TAGS])


def _text(texts: Mapping[str, str], *keys: str) -> str | None:
    for key in keys:
        value = texts.get(key, "").strip()
        if value and value.lower() not in ("none", "null", "undefined"):
            return _clean(value)[:_TEXT]
    return None


def _clean(text: str) -> str:
    """Without half characters, which no database takes, and control characters."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(c if c.isprintable() or c == "\n" else " " for c in whole[: 2 * _TEXT])


def _words(text: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in re.split(r"[,;\n]", text or "") if word.strip()))[:50]


def _resolution(text: str | None) -> str | None:
    numbers = re.findall(r"\d{2,5}", text or "")
    if not numbers:
        return None
    return f"{numbers[0]} × {numbers[1] if len(numbers) > 1 else numbers[0]}"


def _whole(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text.strip()) else None


def _hex(text: str | None) -> str | None:
    found = re.fullmatch(r"(?:0x)?([0-9a-f]{8,64})", (text or "").lower())
    return found.group(1) if found else None
