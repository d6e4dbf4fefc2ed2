"""What a model file says of itself, and what a hostile one cannot do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.media import safetensors
from app.media.limits import METADATA_BYTES, UnreadableMedia, UnsafeMedia
from app.media.safetensors import BY_TENSORS, ModelFile, is_model, read_model
from tests.model_factory import CHECKPOINT, KOHYA, LORA, header_bytes, make_headed, make_model


def told(path: Path, metadata: dict[str, Any] | None = None, **more: Any) -> ModelFile:
    return read_model(make_model(path / "a.safetensors", metadata, **more))[0]


def test_a_lora_of_kohya_tells_what_it_was_trained_with(tmp_path: Path) -> None:
    model = told(tmp_path, KOHYA)
    assert model.kind == "lora"
    assert (model.base_model, model.base_from) == ("SDXL", "ss_base_model_version")
    assert (model.output_name, model.trained_on) == ("filmgrain", "sd_xl_base_1.0.safetensors")
    assert (model.network_dim, model.network_alpha, model.resolution) == (32, "16.0", "1024 × 768")
    assert (model.model_hash, model.legacy_hash) == ("ab" * 32, "0123abcd")
    assert model.tags == (("dusk", 47), ("film grain", 40), ("boat", 2))
    assert (model.tensors, model.precision) == (3, "F16")


def test_the_model_spec_comes_before_the_trainer(tmp_path: Path) -> None:
    model = told(tmp_path, {**KOHYA, "modelspec.architecture": "flux-1-dev/lora", "modelspec.title": "Grain",
                            "modelspec.trigger_phrase": "filmgrain, old stock", "modelspec.license": "CC0"})  # fmt: skip
    assert (model.base_model, model.base_from) == ("FLUX.1 dev", "modelspec.architecture")
    assert (model.title, model.trigger_words, model.licence) == ("Grain", ("filmgrain", "old stock"), "CC0")


def test_an_unknown_architecture_is_told_as_it_is_written(tmp_path: Path) -> None:
    assert told(tmp_path, {"modelspec.architecture": "next-big-thing/lora"}).base_model == "next-big-thing"


def test_without_metadata_the_shapes_give_a_hint_that_says_so(tmp_path: Path) -> None:
    model = told(tmp_path)
    assert (model.kind, model.base_model, model.base_from) == ("lora", "SDXL", BY_TENSORS)
    assert model.network_dim == 8
    assert told(tmp_path, tensors={"lora_unet_double_blocks_0_img.lora_down.weight": (16, 64)}).base_model == "FLUX.1"
    assert told(tmp_path, tensors={"lora_unet_x_attn2_to_k.lora_down.weight": (4, 768)}).base_model == "SD 1.5"


@pytest.mark.parametrize(("names", "kind"), [
    (tuple(CHECKPOINT), "checkpoint"), (("first_stage_model.encoder.conv_in.weight",), "vae"), (("emb_params",), "embedding"),
    (("control_model.zero_convs.0.0.weight",), "controlnet"), (("text_model.encoder.layers.0.weight",), "model"),
    (("unet.mid.attn.to_q.lora_A.weight",), "lora"), (("lora_unet_out.hada_w1_a",), "lora"),
])  # fmt: skip
def test_what_is_no_lora_is_named_for_what_it_is(tmp_path: Path, names: tuple[str, ...], kind: str) -> None:
    assert told(tmp_path, tensors=dict.fromkeys(names, (2, 2))).kind == kind


def test_the_raw_metadata_is_kept_and_the_tensors_are_not(tmp_path: Path) -> None:
    _model, raw = read_model(make_model(tmp_path / "a.safetensors", {**KOHYA, "mine": "ü"}))
    assert json.loads(raw)["mine"] == "ü"
    assert set(json.loads(raw)) == {*KOHYA, "mine"}


def test_fields_of_strange_types_are_left_out(tmp_path: Path) -> None:
    model = told(tmp_path, {"ss_network_dim": 3, "modelspec.title": ["x"], "ss_tag_frequency": "[1, 2", "sshs_model_hash": "zz",
                            "modelspec.author": "None", "ss_resolution": "large"})  # fmt: skip
    assert (model.title, model.tags, model.model_hash, model.author, model.resolution) == (None, (), None, None, None)


def test_half_characters_and_control_characters_do_not_come_through(tmp_path: Path) -> None:
    model = told(tmp_path, {"modelspec.title": "a\ud800\0b", "ss_tag_frequency": '{"x": {"\\ud800": 1, "t\\u0000": 2}}'})
    assert (model.title, model.tags) == ("a? b", (("t ", 2), ("?", 1)))
    json.dumps(model.as_json(), ensure_ascii=False).encode("utf-8")


def test_a_header_two_to_the_sixtieth_long_is_refused(tmp_path: Path) -> None:
    path = make_headed(tmp_path / "a.safetensors", 2**60)
    assert is_model(path.read_bytes())
    with pytest.raises(UnreadableMedia, match=r"1,152,921,504,606,846,976 bytes"):
        read_model(path)


def test_a_header_longer_than_allowed_is_refused_unread(tmp_path: Path) -> None:
    path = make_headed(tmp_path / "a.safetensors", METADATA_BYTES + 1)
    with path.open("r+b") as file:  # a file with a hole: it takes no room
        file.truncate(METADATA_BYTES + 100)
    with pytest.raises(UnsafeMedia, match="more than"):
        read_model(path)


@pytest.mark.parametrize("header", [
    b'{"a": ', b'{"a":1}', b'{"a":{}}', b'{"a":{"dtype":"F16","shape":[1],"data_offsets":[0]}}',
    b'{"a":{"dtype":"F16","shape":[-1],"data_offsets":[0,2]}}', b'{"a":{"dtype":"F16","shape":[true],"data_offsets":[0,2]}}',
    b'{"a":{"dtype":1,"shape":[1],"data_offsets":[0,2]}}', b'{"a":{"dtype":"F16","shape":"x","data_offsets":[0,2]}}',
    b'{"a":' + b'{"a":' * 50_000 + b"1" + b"}" * 50_001, b'{"\xff":1}', b'{"n":' + b"9" * 9000 + b"}",
])  # fmt: skip
def test_a_broken_header_is_a_reason_and_no_crash(tmp_path: Path, header: bytes) -> None:
    with pytest.raises(UnreadableMedia, match="header is damaged"):
        read_model(make_headed(tmp_path / "a.safetensors", len(header), header))


def test_a_header_of_very_many_values_is_refused_before_it_is_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safetensors.json, "loads", lambda text: pytest.fail("it was parsed"))
    header = b'{"a":[' + b"0," * 1_000_001 + b"0]}"
    with pytest.raises(UnsafeMedia, match="more values"):
        read_model(make_headed(tmp_path / "a.safetensors", len(header), header))


def test_tags_too_deep_to_read_cost_only_the_tags(tmp_path: Path) -> None:
    text = '{"a":' * 50_000 + "1" + "}" * 50_000
    assert told(tmp_path, {"ss_tag_frequency": text, "modelspec.title": "T"}).tags == ()


def test_a_file_that_ends_before_its_last_tensor_is_told(tmp_path: Path) -> None:
    path = make_model(tmp_path / "a.safetensors", KOHYA)
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 1)
    with pytest.raises(UnreadableMedia, match="ends too early"):
        read_model(path)


def test_it_is_known_by_its_bytes(tmp_path: Path) -> None:
    header, _size = header_bytes(LORA)
    assert is_model(len(header).to_bytes(8, "little") + header)
    assert not is_model(b".foo bar{ color: red }")  # a style sheet
    assert not is_model(b'{"a": 1, "b": 2}')
    assert not is_model(b"")
    (tmp_path / "a.safetensors").write_text("not one", encoding="utf-8")
    with pytest.raises(UnreadableMedia, match="no model"):
        read_model(tmp_path / "a.safetensors")
