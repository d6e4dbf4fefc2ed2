from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.media.metadata import comfyui, read_recipe
from app.media.metadata.recipe import load_json
from tests.media_factory import A1111_TEXT, COMFY_GRAPH, comfy_prompt, make_png


def fields(prompt: str | None, workflow: str | None = None) -> dict[str, Any]:
    found = comfyui.read(prompt, workflow)
    return found.fields if found else {}


def node(kind: str, **inputs: Any) -> dict[str, Any]:
    return {"class_type": kind, "inputs": inputs}


def test_all_fields_of_an_ordinary_graph() -> None:
    assert fields(comfy_prompt()) == {
        "tool": "ComfyUI", "prompt": "a dune under two moons", "negative": "watermark",
        "seed": "9007199254740993", "steps": 20, "cfg": 7.0, "sampler": "euler", "scheduler": "normal",
        "model": "sdxl/base_v1.safetensors",
        "loras": [{"name": "grain.safetensors", "strength": 0.7}], "size": "1024x576",
    }  # fmt: skip


def test_each_field_says_its_block_and_node(tmp_path: Path) -> None:
    recipe = read_recipe(make_png(tmp_path / "a.png", prompt="comfyui"), "image/png")
    assert recipe.sources["seed"] == "prompt: KSampler #3 seed"
    assert recipe.sources["model"] == "prompt: CheckpointLoaderSimple #4 ckpt_name"
    assert recipe.sources.keys() == recipe.fields.keys()


def test_a_chain_of_loras_is_listed_in_the_order_of_their_use() -> None:
    nodes: dict[str, Any] = {}
    for number in range(20, 60):
        before = "4" if number == 20 else str(number - 1)
        nodes[f"n{number}"] = node(
            "LoraLoader",
            lora_name=f"lora{number}",
            strength_model=number / 100,
            model=[before, 0],
            clip=[before, 1],
        )
    nodes["n10"] = node("LoraLoaderModelOnly", lora_name="last", strength_model=1, model=["59", 0])
    loras = fields(comfy_prompt(**nodes))["loras"]
    assert [lora["name"] for lora in loras] == [*(f"lora{number}" for number in range(20, 60)), "last"]
    assert loras[0]["strength"] == 0.2
    assert fields(comfy_prompt(**nodes))["model"] == "sdxl/base_v1.safetensors"


def test_stacks_of_loras_are_listed() -> None:
    power = node(
        "Power Lora Loader (rgthree)", model=["4", 0], lora_1={"on": True, "lora": "a", "strength": 0.5},
        lora_2={"on": False, "lora": "off", "strength": 1}, lora_3={"on": True, "lora": "b", "strength": 1},
    )  # fmt: skip
    assert fields(comfy_prompt(n10=power))["loras"] == [
        {"name": "a", "strength": 0.5}, {"name": "b", "strength": 1.0},
    ]  # fmt: skip
    stack = node("LoRA Stacker", lora_name_1="c", lora_wt_1=0.25, lora_name_2="None", lora_wt_2=1)
    apply = node("CR Apply LoRA Stack", model=["4", 0], lora_stack=["11", 0])
    assert fields(comfy_prompt(n10=apply, n11=stack))["loras"] == [{"name": "c", "strength": 0.25}]


def test_texts_are_found_through_links() -> None:
    graph = comfy_prompt(
        n6=node("CLIPTextEncode", text=["20", 0]),
        n20=node("StringConcatenate", string_a="a dune", string_b=["21", 0]),
        n21=node("PrimitiveString", value="at night"),
    )
    assert fields(graph)["prompt"] == "a dune\nat night"


def test_texts_are_found_through_conditioning_and_control_nets() -> None:
    graph = comfy_prompt(
        n3=node("KSampler", **{**COMFY_GRAPH["3"]["inputs"], "positive": ["20", 0], "negative": ["20", 1]}),
        n20=node("ControlNetApplyAdvanced", positive=["21", 0], negative=["7", 0], image=["30", 0]),
        n21=node("ConditioningCombine", conditioning_1=["6", 0], conditioning_2=["22", 0]),
        n22=node("CLIPTextEncode", text="and a third"),
        n30=node("LoadImage", image="pose.png"),
    )  # fmt: skip
    found = fields(graph)
    assert found["prompt"] == "a dune under two moons\nand a third"
    assert found["negative"] == "watermark"
    assert found["inputs"] == ["pose.png"]


def test_a_negative_that_is_zeroed_out_is_none() -> None:
    graph = comfy_prompt(n7=node("ConditioningZeroOut", conditioning=["6", 0]))
    assert "negative" not in fields(graph)


def test_a_flux_graph_of_separate_nodes_is_read() -> None:
    graph = json.dumps({
        "1": node("SaveImage", images=["2", 0]),
        "2": node("VAEDecode", samples=["3", 0]),
        "3": node("SamplerCustomAdvanced", noise=["4", 0], guider=["5", 0], sampler=["6", 0],
                  sigmas=["7", 0], latent_image=["8", 0]),
        "4": node("RandomNoise", noise_seed=["12", 0]),
        "5": node("BasicGuider", model=["9", 0], conditioning=["10", 0]),
        "6": node("KSamplerSelect", sampler_name="dpmpp_2m"),
        "7": node("BasicScheduler", scheduler="simple", steps=8, denoise=1, model=["9", 0]),
        "8": node("EmptySD3LatentImage", width=832, height=1216, batch_size=1),
        "9": node("UNETLoader", unet_name="flux-dev.safetensors"),
        "10": node("FluxGuidance", guidance=3.5, conditioning=["11", 0]),
        "11": node("CLIPTextEncodeFlux", clip_l="short", t5xxl="a long description"),
        "12": node("PrimitiveInt", value=77),
    })  # fmt: skip
    found = fields(graph)
    assert (found["seed"], found["sampler"], found["scheduler"], found["steps"]) == (
        "77",
        "dpmpp_2m",
        "simple",
        8,
    )
    assert (found["model"], found["size"]) == ("flux-dev.safetensors", "832x1216")
    assert set(found["prompt"].split("\n")) == {"short", "a long description"}
    assert found["guidance"] == 3.5
    assert "cfg" not in found


def test_of_two_samplers_in_a_row_the_first_counts() -> None:
    graph = comfy_prompt(
        n8=node("VAEDecode", samples=["20", 0]),
        n20=node("KSampler", seed=2, steps=5, cfg=1, sampler_name="lcm", scheduler="simple", denoise=0.4,
                 model=["4", 0], positive=["6", 0], negative=["7", 0], latent_image=["21", 0]),
        n21=node("LatentUpscale", samples=["3", 0], width=2048, height=1152),
    )  # fmt: skip
    assert (fields(graph)["seed"], fields(graph)["steps"], fields(graph)["size"]) == (
        "9007199254740993",
        20,
        "1024x576",
    )


def test_a_sampler_that_nothing_saves_does_not_count() -> None:
    stray = node("KSampler", seed=1, steps=1, positive=["21", 0], negative=["7", 0], latent_image=["5", 0])
    graph = comfy_prompt(n20=stray, n21=node("CLIPTextEncode", text="stray"), n2=stray)
    assert fields(graph)["prompt"] == "a dune under two moons"


def test_nan_in_the_graph_becomes_nothing() -> None:
    text = comfy_prompt().replace('"cfg": 7.0', '"cfg": NaN').replace('"denoise": 1.0', '"denoise": Infinity')
    assert "NaN" in text
    found = fields(text)
    assert "cfg" not in found
    assert found["steps"] == 20
    json.dumps(found, allow_nan=False)


def test_json_from_here_can_be_stored() -> None:
    assert load_json("[NaN, Infinity, -Infinity, 1e999, 1.5]") == [None, None, None, None, 1.5]


def test_a_number_too_large_becomes_nothing() -> None:
    assert "cfg" not in fields(comfy_prompt().replace('"cfg": 7.0', '"cfg": 1e999'))
    assert "seed" not in fields(comfy_prompt().replace("9007199254740993", "9" * 400))


def test_the_raw_blocks_stay_as_they_are(tmp_path: Path) -> None:
    text = comfy_prompt().replace('"cfg": 7.0', '"cfg": NaN')
    recipe = read_recipe(
        make_png(tmp_path / "a.png", chunks=[(b"tEXt", b"prompt\0" + text.encode())]), "image/png"
    )
    assert [(block.name, block.data.decode()) for block in recipe.blocks] == [("prompt", text)]


def test_graph_and_text_in_one_file_are_both_kept_and_the_graph_ranks_first(tmp_path: Path) -> None:
    recipe = read_recipe(make_png(tmp_path / "a.png", prompt="both"), "image/png")
    assert [block.name for block in recipe.blocks] == ["parameters", "prompt", "workflow"]
    assert recipe.fields["prompt"] == "a dune under two moons"
    assert recipe.sources["prompt"].startswith("prompt: ")


def test_the_text_fills_what_the_graph_does_not_say(tmp_path: Path) -> None:
    graph = json.dumps({"1": node("SaveImage", images=["2", 0]), "2": node("SomeSampler", thing=1)})
    chunks = [(b"tEXt", b"prompt\0" + graph.encode()), (b"tEXt", b"parameters\0" + A1111_TEXT.encode())]
    recipe = read_recipe(make_png(tmp_path / "a.png", chunks=chunks), "image/png")
    assert recipe.fields["tool"] == "ComfyUI"
    assert recipe.fields["seed"] == "1234567890123456789"
    assert recipe.sources["seed"] == "parameters: Seed"


def test_a_drawing_alone_is_read_as_far_as_its_nodes_are_known() -> None:
    drawing = {
        "nodes": [
            {"id": 3, "type": "KSampler", "widgets_values": [42, "randomize", 25, 6, "euler", "normal", 1],
             "inputs": [{"name": "model", "link": 1}, {"name": "positive", "link": 2},
                        {"name": "negative", "link": 3},
                        {"name": "latent_image", "link": 4}]},
            {"id": 4, "type": "CheckpointLoaderSimple", "widgets_values": ["base.safetensors"]},
            {"id": 5, "type": "EmptyLatentImage", "widgets_values": [640, 480, 1]},
            {"id": 6, "type": "CLIPTextEncode", "widgets_values": ["a dune"]},
            {"id": 7, "type": "CLIPTextEncode", "widgets_values": ["mud"]},
            {"id": 8, "type": "VAEDecode", "inputs": [{"name": "samples", "link": 5}]},
            {"id": 9, "type": "SaveImage", "inputs": [{"name": "images", "link": 6}]},
        ],
        "links": [[1, 4, 0, 3, 0, "MODEL"], [2, 6, 0, 3, 1, "C"], [3, 7, 0, 3, 2, "C"], [4, 5, 0, 3, 3, "L"],
                  [5, 3, 0, 8, 0, "L"], [6, 8, 0, 9, 0, "I"]],
    }  # fmt: skip
    found = fields(None, json.dumps(drawing))
    assert (found["seed"], found["steps"], found["prompt"], found["negative"]) == ("42", 25, "a dune", "mud")
    assert (found["model"], found["size"], found["cfg"]) == ("base.safetensors", "640x480", 6)


@pytest.mark.parametrize(
    "text",
    ["", "{", "null", "[]", "a plain prompt of Easy Diffusion", '{"1": 5}',
     '{"1": {"class_type": 5, "inputs": []}}',
     "[" * 100_000, '{"a":' * 100_000, '{"1": ' + "[" * 200 + "]" * 200 + "}", "9" * 10_000],
)  # fmt: skip
def test_what_is_no_graph_gives_no_field(text: str) -> None:
    assert fields(text) == {}


def test_a_graph_nested_beyond_the_limit_is_kept_raw_and_gives_no_field(tmp_path: Path) -> None:
    deep: Any = "x"
    for _ in range(500):
        deep = [deep]
    text = comfy_prompt(n50=node("Odd", value=deep))
    recipe = read_recipe(
        make_png(tmp_path / "a.png", chunks=[(b"tEXt", b"prompt\0" + text.encode())]), "image/png"
    )
    assert recipe.fields == {}
    assert recipe.blocks[0].data == text.encode()


def test_a_graph_that_bites_its_tail_ends() -> None:
    graph = comfy_prompt(
        n6=node("CLIPTextEncode", text=["20", 0]), n20=node("Text", text=["6", 0], seed=["20", 0]),
        n10=node("LoraLoader", lora_name="a", model=["10", 0]), n5=node("Latent", samples=["3", 0]),
        n3={"class_type": "KSampler", "inputs": {**COMFY_GRAPH["3"]["inputs"], "seed": ["20", 0]}},
    )  # fmt: skip
    found = fields(graph)
    assert "prompt" not in found
    assert "seed" not in found
    assert found["loras"] == [{"name": "a", "strength": None}]


def test_a_large_graph_is_read_fast_enough() -> None:
    nodes = {f"n{n}": node("Reroute", value=[str(n + 1), 0]) for n in range(100, 15_000)}
    nodes["n15000"] = node("PrimitiveString", value="far away")
    nodes["n6"] = node("CLIPTextEncode", text=["100", 0])
    assert fields(comfy_prompt(**nodes))["prompt"] == "far away"


def test_half_surrogates_in_json_do_not_reach_the_library() -> None:
    assert (
        fields(comfy_prompt().replace("two moons", "\\ud83d moons"))["prompt"].encode().endswith(b"? moons")
    )
