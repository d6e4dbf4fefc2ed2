from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from app.errors import BugError
from app.media.art.scenes import scene_of
from app.media.art.stills import write_still
from app.media.metadata import read_recipe

SIZE = {"width": 160, "height": 90}


def test_an_a1111_still_tells_its_prompt_and_settings(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    write_still(path, "dune_walk", seed=3, prompt_block="a1111", **SIZE)
    fields = read_recipe(path, "image/png").fields
    assert str(fields["prompt"]).startswith(scene_of("dune_walk").prompt)
    assert fields["size"] == "160x90"
    assert {"tool", "negative", "seed", "steps", "cfg", "sampler", "model"} <= set(fields)


def test_a_comfyui_still_carries_the_graph_and_its_drawing(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    write_still(path, "moonrise", seed=3, prompt_block="comfyui", based_on_name="moonrise_0001.png", **SIZE)
    recipe = read_recipe(path, "image/png")
    assert recipe.fields["tool"] == "ComfyUI"
    assert recipe.fields["prompt"] == scene_of("moonrise").prompt
    assert recipe.fields["inputs"] == ["moonrise_0001.png"]
    with Image.open(path) as image:
        graph, drawing = json.loads(image.info["prompt"]), json.loads(image.info["workflow"])
    assert {node["class_type"] for node in graph.values()} >= {"KSampler", "CLIPTextEncode", "LoadImage", "SaveImage"}
    assert {str(node["id"]): node["type"] for node in drawing["nodes"]} == {
        number: node["class_type"] for number, node in graph.items()
    }
    for number, source, slot, target, place, kind in drawing["links"]:
        by_id = {node["id"]: node for node in drawing["nodes"]}
        assert by_id[source]["outputs"][slot]["type"] == kind
        assert number in by_id[source]["outputs"][slot]["links"]
        assert by_id[target]["inputs"][place]["link"] == number


@pytest.mark.parametrize("seed", range(8))
def test_graph_and_drawing_tell_the_same(seed: int, tmp_path: Path) -> None:
    write_still(tmp_path / "a.png", "pines_fog", seed=seed, prompt_block="comfyui", look="cold", **SIZE)
    with Image.open(tmp_path / "a.png") as image, Image.new("RGB", (8, 8)) as bare:
        from PIL.PngImagePlugin import PngInfo

        info = PngInfo()
        info.add_text("workflow", image.info["workflow"])
        bare.save(tmp_path / "b.png", pnginfo=info)
    full = read_recipe(tmp_path / "a.png", "image/png").fields
    drawn = read_recipe(tmp_path / "b.png", "image/png").fields
    for name in ("prompt", "negative", "seed", "steps", "model"):
        assert drawn[name] == full[name], name
    assert drawn.get("loras") == full.get("loras")


def test_some_items_use_a_lora_and_some_do_not(tmp_path: Path) -> None:
    found = set()
    for seed in range(8):
        write_still(tmp_path / "a.png", "lone_tree", seed=seed, width=32, height=32, prompt_block="a1111")
        found.add("loras" in read_recipe(tmp_path / "a.png", "image/png").fields)
    assert found == {True, False}


def test_variants_share_the_model_and_say_their_look(tmp_path: Path) -> None:
    for look in ("", "night"):
        write_still(tmp_path / f"a{look}.png", "dune_walk", seed=3, look=look, prompt_block="comfyui", **SIZE)
    plain, night = (read_recipe(tmp_path / name, "image/png").fields for name in ("a.png", "anight.png"))
    assert plain["model"] == night["model"]
    assert plain["seed"] != night["seed"]
    assert "day for night" in str(night["prompt"])


def test_a_prompt_of_ones_own_takes_the_scenes_place(tmp_path: Path) -> None:
    write_still(tmp_path / "a.png", "dune_walk", seed=3, prompt_block="comfyui", prompt="Ein Prüfstein, 砂丘", **SIZE)
    assert read_recipe(tmp_path / "a.png", "image/png").fields["prompt"] == "Ein Prüfstein, 砂丘"


def test_a_png_without_a_block_says_nothing(tmp_path: Path) -> None:
    write_still(tmp_path / "a.png", "dune_walk", seed=3, **SIZE)
    assert read_recipe(tmp_path / "a.png", "image/png").fields == {}


def test_a_jpeg_carries_what_a_camera_writes(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    write_still(path, "sail_glint", seed=3, captured=datetime(2026, 11, 12, 21, 40, 5), **SIZE)
    with Image.open(path) as image:
        assert (image.format, image.size) == ("JPEG", (160, 90))
        exif = image.getexif()
        detail = exif.get_ifd(ExifTags.IFD.Exif)
    assert exif[ExifTags.Base.Make]
    assert exif[ExifTags.Base.Model]
    assert detail[ExifTags.Base.DateTimeOriginal] == "2026:11:12 21:40:05"
    assert 0 < float(detail[ExifTags.Base.ExposureTime]) < 1


@pytest.mark.parametrize("name", ["a.png", "a.jpg"])
def test_the_same_arguments_write_the_same_bytes(name: str, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        write_still(tmp_path / folder / name, "coast_above", seed=5, prompt_block="comfyui", **SIZE)
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_other_endings_are_our_fault(tmp_path: Path) -> None:
    with pytest.raises(BugError):
        write_still(tmp_path / "a.gif", "dune_walk", seed=1, **SIZE)
