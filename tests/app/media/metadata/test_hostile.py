"""Metadata is a stranger's: whatever is done to it, there is a recipe, it can be stored, and soon."""

from __future__ import annotations

import contextlib
import json
import random
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.media.limits import METADATA_BYTES
from app.media.metadata import (
    RawBlock,
    Recipe,
    c2pa,
    cbor,
    exif,
    jumbf,
    read_recipe,
    recipe_from_blocks,
    user_comment,
    xmp,
)
from tests.app.media.metadata import writers as w
from tests.app.media.metadata.row import Row
from tests.app.media.metadata.rows_local import LOCAL
from tests.app.media.metadata.rows_services import SERVICES
from tests.db.template import effort
from tests.media_factory import png_chunk

MUTATIONS = 40
ROWS = [*LOCAL, *SERVICES]


def no_nul(value: object) -> None:
    assert not isinstance(value, str) or "\0" not in value


def storable(recipe: Recipe) -> None:
    text = json.dumps([recipe.fields, recipe.sources, recipe.about], allow_nan=False)
    text.encode()
    json.loads(text, object_hook=lambda said: [no_nul(each) for each in (*said, *said.values())])
    assert sum(len(block.data) for block in recipe.blocks) <= METADATA_BYTES
    assert all(len(block.name) <= 110 for block in recipe.blocks)


def mutated(data: bytes, dice: random.Random) -> bytes:
    """Some bytes are others, a part is gone, twice there, or the end is missing."""
    out = bytearray(data)
    for _ in range(dice.randint(1, 20)):
        at = dice.randrange(len(out))
        out[at] = dice.choice((0, 0xFF, out[at] ^ (1 << dice.randrange(8)), dice.randrange(256)))
    at, length = dice.randrange(len(out)), dice.randrange(1, 200)
    match dice.randrange(4):
        case 0:
            del out[at : at + length]
        case 1:
            out[at:at] = out[at : at + length]
        case 2:
            del out[at:]
    return bytes(out)


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_damaged_files_of_every_tool_give_a_recipe(row: Row, tmp_path: Path) -> None:
    path, mime, sidecars = row.made(tmp_path)
    data, dice = path.read_bytes(), random.Random(row.name)
    for _ in range(MUTATIONS // 4 if mime.startswith("video") else MUTATIONS):
        path.write_bytes(mutated(data, dice))
        storable(read_recipe(path, mime, sidecars))


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_damaged_blocks_of_every_tool_give_a_recipe(row: Row, tmp_path: Path) -> None:
    path, mime, sidecars = row.made(tmp_path)
    blocks, dice = read_recipe(path, mime, sidecars).blocks, random.Random(row.name)
    for _ in range(MUTATIONS):
        storable(recipe_from_blocks([RawBlock(block.name, mutated(block.data, dice)) for block in blocks]))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text("a1 {[:\x00\ud800é-.", max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("ab", max_size=3), inner, max_size=4), max_leaves=12,
)  # fmt: skip
_KEYS = ("prompt", "sui_image_params", "loras", "uc", "scale", "Comment", "v4_prompt", "image", "model", "base_model",
         "performance", "extraMetadata", "resources", "lora", "styles", "seed", "steps", "size", "negative_prompt", "c",
         "use_stable_diffusion_model", "lora_alpha", "use_lora_model", "models", "baseModel", "cost", "tags", "AIGC", "meta",
         "software", "width", "height", "sui_models", "loraweights", "rating", "full_prompt", "nodes", "links")  # fmt: skip
_NAMES = (
    "parameters", "Comment", "EXIF", "XMP", "IPTC", "C2PA", "file comment", "prompt", "workflow", "invokeai_metadata",
    "sd-metadata", "Dream", "generation_data", "smproj", "parameters-json", "Software", "Description", "sidecar .json",
    "sidecar .txt", "tag comment", "tag AIGC", "hidden stealth_pngcomp", "Raw profile type exif", "postprocessing",
    "fooocus_scheme",
)  # fmt: skip


@effort(60, 5000)
@given(
    st.lists(st.tuples(st.sampled_from(_NAMES), st.dictionaries(st.sampled_from(_KEYS), _JSON, max_size=6)), max_size=3)
)
def test_values_of_a_wrong_kind_are_no_values(said: list[tuple[str, dict[str, object]]]) -> None:
    storable(recipe_from_blocks([RawBlock(name, json.dumps(value).encode("utf-8", "replace")) for name, value in said]))


@effort(60, 5000)
@given(st.sampled_from(_NAMES), st.binary(max_size=300))
def test_any_bytes_under_any_name_give_a_recipe(name: str, data: bytes) -> None:
    storable(recipe_from_blocks([RawBlock(name, data)]))


@effort(60, 5000)
@given(st.binary(max_size=200))
def test_readers_of_bytes_end_on_any_bytes(data: bytes) -> None:
    c2pa.read(data)
    jumbf.without_pictures(data)
    assert len(exif.without_thumbnail(b"II*\0" + data)) == len(data) + 4
    xmp.parse(data)
    user_comment.decoded(data).encode("utf-8", "replace")
    with contextlib.suppress(cbor.BrokenCbor):
        cbor.load(data)


def test_xml_bombs_and_files_named_in_xml_are_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    assert xmp.parse(bomb) == xmp.parse(outside) == {}
    assert xmp.parse(b"<a>" * 100_000) == {}


def test_a_directory_whose_entries_all_name_the_same_megabytes_is_not_read_whole() -> None:
    entries = b"".join(struct.pack("<HHII", tag, 7, 4_000_000, 8) for tag in range(1, 400))
    block = b"II*\0" + struct.pack("<I", 5_000_000) + bytes(4_999_992) + struct.pack("<H", 399) + entries
    found = exif.parse(block)
    assert found is not None
    assert sum(len(value.raw) for value in found.main.values()) <= METADATA_BYTES


def test_a_directory_that_points_to_itself_ends() -> None:
    block = (
        b"II*\0"
        + struct.pack("<I", 8)
        + struct.pack("<H", 1)
        + struct.pack("<HHII", 0x8769, 4, 1, 8)
        + struct.pack("<I", 8)
    )
    assert exif.parse(block) is not None
    assert exif.without_thumbnail(block) == block


def test_boxes_without_end_are_left_at_a_depth() -> None:
    data = b""
    for _ in range(200):
        data = w.jumb("c2pa", data)
    storable(recipe_from_blocks([RawBlock("C2PA", data)]))
    deep = b"\x81" * 100_000
    with pytest.raises(cbor.BrokenCbor):
        cbor.load(deep)
    with pytest.raises(cbor.BrokenCbor):
        cbor.load(b"\x9b" + b"\xff" * 8)


def test_a_thousand_blocks_of_one_name_are_all_kept_under_names_of_their_own(tmp_path: Path) -> None:
    path = w.png(tmp_path / "a.png", *[w.text("parameters", f"words {n}") for n in range(1200)])
    recipe = read_recipe(path, "image/png")
    assert len({block.name for block in recipe.blocks}) == len(recipe.blocks) == 1000
    assert recipe.blocks[1].name == "parameters (2)"


def test_a_workflow_of_five_megabytes_is_read(tmp_path: Path) -> None:
    graph = {"1": {"class_type": "KSampler", "inputs": {"seed": 7, "positive": ["2", 0]}},
             "2": {"class_type": "CLIPTextEncode", "inputs": {"text": "far away"}},
             "3": {"class_type": "SaveImage", "inputs": {"images": ["1", 0]}},
             "4": {"class_type": "Note", "inputs": {"words": "x" * 5_000_000}}}  # fmt: skip
    text = json.dumps(graph)
    packed = b"prompt\0\1\0\0\0" + zlib.compress(text.encode())
    assert read_recipe(w.png(tmp_path / "a.png", (b"iTXt", packed)), "image/png").fields["prompt"] == "far away"
    webp = w.webp(tmp_path / "a.webp", (b"EXIF", w.tiff_block([w.ascii_entry(0x0110, "prompt:" + text)])))
    assert read_recipe(webp, "image/webp").fields["seed"] == "7"
    assert read_recipe(w.clip(tmp_path / "a.mp4", {"prompt": text}), "video/mp4").fields["prompt"] == "far away"


def test_a_text_is_not_taken_for_the_block_whose_name_it_has(tmp_path: Path) -> None:
    path = w.png(
        tmp_path / "a.png", w.text("EXIF", "not exif"), w.text("sidecar .txt", "no file"), w.text("tag comment", "none")
    )
    recipe = read_recipe(path, "image/png")
    assert [block.name for block in recipe.blocks] == ["text EXIF", "text sidecar .txt", "text tag comment"]
    assert recipe.fields == {}


def test_hidden_text_is_only_looked_for_where_no_other_text_is(tmp_path: Path) -> None:
    path = w.hidden_png(tmp_path / "a.png", "stealth_pnginfo", b"a cat\nSteps: 20, Sampler: Euler")
    assert read_recipe(path, "image/png").fields["prompt"] == "a cat"
    data = path.read_bytes()
    path.write_bytes(data[:33] + png_chunk(*w.text("Title", "x")) + data[33:])
    assert read_recipe(path, "image/png").fields == {}


@pytest.mark.parametrize(
    ("raw", "text"),
    [(b"UNICODE\0" + "夜の街".encode("utf-16-le"), "夜の街"), (b"UNICODE\0" + "夜の街 a".encode("utf-16-be"), "夜の街 a"),
     (b"UNICODE\0" + "夜の街".encode(), "夜の街"), (b"UNICODE\0\xff\xfe" + "é".encode("utf-16-le"), "é"),
     (b"\0" * 8 + b"plain", "plain"), (b"ASCII\0\0\0caf\xe9", "café"), (b"plain\0\0\0", "plain"), (b"", ""),
     (b"UNICODE\0" + "Straße, Steps: 20".encode("utf-16-be"), "Straße, Steps: 20")],
)  # fmt: skip
def test_a_comment_is_read_in_whatever_encoding_it_has(raw: bytes, text: str) -> None:
    assert user_comment.decoded(raw) == text


def test_a_long_line_of_blanks_and_switches_is_over_at_once() -> None:
    job = " Job ID: 01234567-89ab-cdef-0123-456789abcdef"
    for middle in (" --a" + " " * 49_000 + "x", " --no " * 8_000, " --" * 16_000, "--ar --v --seed"):
        recipe = recipe_from_blocks([RawBlock("Description", f"a dune{middle}{job}".encode())])
        assert recipe.fields["tool"] == "Midjourney"


def test_a_setting_that_is_a_thousand_nodes_away_from_a_thousand_nodes_is_given_up() -> None:
    graph: dict[str, object] = {
        f"r{n}": {"class_type": "Reroute", "inputs": {"seed": [f"r{n + 1}", 0], "model": [f"r{n + 1}", 0]}} for n in range(19_000)
    }
    graph["s"] = {"class_type": "KSampler", "inputs": {"seed": ["r0", 0], "model": ["r0", 0], "positive": ["t", 0]}}
    graph["t"] = {"class_type": "CLIPTextEncode", "inputs": {"text": "a dune"}}
    graph["o"] = {"class_type": "SaveImage", "inputs": {"images": ["s", 0]}}
    recipe = recipe_from_blocks([RawBlock("prompt", json.dumps(graph).encode())])
    assert recipe.fields == {"tool": "ComfyUI", "prompt": "a dune"}


def test_json_that_would_take_a_hundred_times_its_length_is_kept_and_not_read(tmp_path: Path) -> None:
    text = "[" + "{}," * 3_000_000 + "{}]"
    packed = b"prompt\0\0" + zlib.compress(text.encode())
    recipe = read_recipe(w.png(tmp_path / "a.png", (b"zTXt", packed)), "image/png")
    assert recipe.fields == {}
    assert len(recipe.blocks[0].data) == len(text)


def test_a_recipe_of_draw_things_outside_xmp_is_not_taken_for_another_tools() -> None:
    said = {"c": "a dune", "uc": "mud", "scale": 7, "seed": 5}
    recipe = recipe_from_blocks([RawBlock("Comment", json.dumps(said).encode())])
    assert recipe.fields.get("tool") != "NovelAI"
