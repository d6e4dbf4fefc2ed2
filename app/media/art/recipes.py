"""The texts image makers leave in their files: A1111's parameters, ComfyUI's graph and drawing, a camera's EXIF."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zlib import crc32

import numpy as np
from PIL import ExifTags, Image

_MODELS = ("sd_xl_base_1.0", "juggernautXL_v9", "realvisxlV40", "dreamshaperXL_v21", "flux1-dev-fp8")
_LORAS = ("film_grain_35mm", "soft_haze_v2", "anamorphic_bokeh", "muted_grade")
_SAMPLERS = (("dpmpp_2m", "karras", "DPM++ 2M"), ("euler", "normal", "Euler"), ("dpmpp_sde", "karras", "DPM++ SDE"),
             ("euler_ancestral", "normal", "Euler a"))  # fmt: skip
_NEGATIVES = ("text, watermark, oversaturated, cartoon", "lowres, jpeg artifacts, extra limbs, text",
              "bad anatomy, blurry, logo, frame, border")  # fmt: skip
_CAMERAS = (
    ("FUJIFILM", "X-T5", 35),
    ("SONY", "ILCE-7M4", 50),
    ("Canon", "Canon EOS R6", 85),
    ("Apple", "iPhone 15 Pro", 24),
)
_LOOK_WORDS = {"warm": "warm grade", "cold": "cold grade", "night": "day for night", "pale": "bleached, pale",
               "contrast": "high contrast", "mono": "black and white", "teal": "teal and orange"}  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """How a picture would have been made."""

    prompt: str
    negative: str
    seed: int
    steps: int
    cfg: float
    sampler: str
    scheduler: str
    sampler_label: str
    model: str
    lora: str | None
    lora_strength: float


def settings_for(prompt: str, name: str, seed: int, look: str) -> Settings:
    """The same plausible settings for the same picture; variants of one item share model and sampler."""
    dice = np.random.default_rng([seed & 0xFFFFFFFF, crc32(name.encode())])
    sampler, scheduler, label = _SAMPLERS[int(dice.integers(len(_SAMPLERS)))]
    model, lora = _MODELS[int(dice.integers(len(_MODELS)))], _LORAS[int(dice.integers(len(_LORAS)))]
    strength = round(float(dice.uniform(0.4, 1.0)), 2)
    with_lora = bool(dice.uniform() < 0.5)
    steps, cfg = int(dice.integers(20, 41)), float(dice.integers(8, 17)) / 2
    negative = _NEGATIVES[int(dice.integers(len(_NEGATIVES)))]
    number = (int(dice.integers(1, 2**32)) + crc32(look.encode())) % 2**32
    words = _LOOK_WORDS.get(look)
    text = f"{prompt.rstrip('.')}, {words}" if words else prompt
    return Settings(
        text,
        negative,
        number,
        steps,
        cfg,
        sampler,
        scheduler,
        label,
        model,
        lora if with_lora else None,
        strength,
    )


def a1111_text(made: Settings, width: int, height: int) -> str:
    """The `parameters` text of Stable Diffusion web UI."""
    lora = f" <lora:{made.lora}:{made.lora_strength}>" if made.lora else ""
    model_hash = f"{crc32(made.model.encode()):08x}{crc32(made.model[::-1].encode()):08x}"[:10]
    settings = [
        f"Steps: {made.steps}", f"Sampler: {made.sampler_label}",
        f"Schedule type: {'Karras' if made.scheduler == 'karras' else 'Automatic'}", f"CFG scale: {made.cfg:g}",
        f"Seed: {made.seed}", f"Size: {width}x{height}", f"Model hash: {model_hash}", f"Model: {made.model}",
    ]  # fmt: skip
    if made.lora:
        settings.append(f'Lora hashes: "{made.lora}: {crc32(made.lora.encode()):08x}0f21"')
    settings.append("Version: v1.10.1")
    return f"{made.prompt}{lora}\nNegative prompt: {made.negative}\n{', '.join(settings)}"


Link = tuple[str, int]


def comfyui_graph(
    made: Settings, width: int, height: int, *, prefix: str, based_on_name: str | None = None
) -> dict[str, Any]:
    """The graph that ran, as ComfyUI writes it into `prompt`."""
    model: Link = ("4", 0)
    clip: Link = ("4", 1)
    graph: dict[str, Any] = {
        "4": _node("CheckpointLoaderSimple", "Load Checkpoint", ckpt_name=f"{made.model}.safetensors"),
    }
    if made.lora:
        graph["10"] = _node("LoraLoader", "Load LoRA", lora_name=f"{made.lora}.safetensors", strength_model=made.lora_strength,
                            strength_clip=made.lora_strength, model=list(model), clip=list(clip))  # fmt: skip
        model, clip = ("10", 0), ("10", 1)
    graph["6"] = _node("CLIPTextEncode", "CLIP Text Encode (Prompt)", text=made.prompt, clip=list(clip))
    graph["7"] = _node("CLIPTextEncode", "CLIP Text Encode (Negative)", text=made.negative, clip=list(clip))
    if based_on_name is None:
        graph["5"] = _node("EmptyLatentImage", "Empty Latent Image", width=width, height=height, batch_size=1)
        latent = "5"
    else:
        graph["11"] = _node("LoadImage", "Load Image", image=based_on_name)
        graph["12"] = _node("VAEEncode", "VAE Encode", pixels=["11", 0], vae=["4", 2])
        latent = "12"
    graph["3"] = _node("KSampler", "KSampler", seed=made.seed, steps=made.steps, cfg=made.cfg, sampler_name=made.sampler,
                       scheduler=made.scheduler, denoise=1.0 if based_on_name is None else 0.55, model=list(model),
                       positive=["6", 0], negative=["7", 0], latent_image=[latent, 0])  # fmt: skip
    graph["8"] = _node("VAEDecode", "VAE Decode", samples=["3", 0], vae=["4", 2])
    graph["9"] = _node("SaveImage", "Save Image", filename_prefix=prefix, images=["8", 0])
    return graph


def _node(kind: str, title: str, **inputs: Any) -> dict[str, Any]:
    return {"inputs": inputs, "class_type": kind, "_meta": {"title": title}}


# Node kind: what its outputs are called. Order and types as ComfyUI's own nodes have them.
_OUTPUTS: dict[str, tuple[str, ...]] = {
    "CheckpointLoaderSimple": ("MODEL", "CLIP", "VAE"), "LoraLoader": ("MODEL", "CLIP"), "CLIPTextEncode": ("CONDITIONING",),
    "EmptyLatentImage": ("LATENT",), "LoadImage": ("IMAGE", "MASK"), "VAEEncode": ("LATENT",), "KSampler": ("LATENT",),
    "VAEDecode": ("IMAGE",), "SaveImage": (),
}  # fmt: skip
_COLUMNS = {
    "CheckpointLoaderSimple": 0, "LoadImage": 0, "LoraLoader": 1, "CLIPTextEncode": 2, "EmptyLatentImage": 2,
    "VAEEncode": 2, "KSampler": 3, "VAEDecode": 4, "SaveImage": 5,
}  # fmt: skip


def comfyui_workflow(graph: dict[str, Any]) -> dict[str, Any]:
    """The drawing of the same graph, as ComfyUI writes it into `workflow`."""
    links: list[list[Any]] = []
    nodes: list[dict[str, Any]] = []
    out_links: dict[tuple[str, int], list[int]] = {}
    rows: dict[int, int] = {}
    for order, (number, node) in enumerate(graph.items()):
        slots: list[dict[str, Any]] = []
        widgets: list[Any] = []
        for key, value in node["inputs"].items():
            if not isinstance(value, list):
                widgets += [value, "randomize"] if key == "seed" else [value]
                continue
            source, slot = str(value[0]), int(value[1])
            carried = _OUTPUTS[graph[source]["class_type"]][slot]
            links.append([len(links) + 1, int(source), slot, int(number), len(slots), carried])
            out_links.setdefault((source, slot), []).append(len(links))
            slots.append({"name": key, "type": carried, "link": len(links)})
        column = _COLUMNS[node["class_type"]]
        rows[column] = rows.get(column, -1) + 1
        kind = node["class_type"]
        nodes.append({
            "id": int(number), "type": kind, "pos": [40 + 380 * column, 60 + 300 * rows[column]], "size": [315, 180],
            "flags": {}, "order": order, "mode": 0, "inputs": slots, "outputs": [],
            "properties": {"Node name for S&R": kind}, "widgets_values": widgets,
        })  # fmt: skip
    for drawn in nodes:
        drawn["outputs"] = [
            {
                "name": kind,
                "type": kind,
                "slot_index": slot,
                "links": out_links.get((str(drawn["id"]), slot), []),
            }
            for slot, kind in enumerate(_OUTPUTS[drawn["type"]])
        ]
    return {
        "last_node_id": max(node["id"] for node in nodes), "last_link_id": len(links), "nodes": nodes, "links": links,
        "groups": [], "config": {}, "extra": {"ds": {"scale": 1.0, "offset": [0, 0]}}, "version": 0.4,
    }  # fmt: skip


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def camera_exif(name: str, seed: int, captured: datetime | None = None) -> Image.Exif:
    """What a camera writes: maker, model, moment, lens and exposure."""
    dice = np.random.default_rng([seed & 0xFFFFFFFF, crc32(name.encode()), 0xCA3])
    maker, model, focal = _CAMERAS[int(dice.integers(len(_CAMERAS)))]
    if captured is None:
        captured = datetime(2026, 3, 1, 6, 0) + timedelta(minutes=int(dice.integers(0, 240 * 24 * 60)))
    moment = f"{captured:%Y:%m:%d %H:%M:%S}"
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = maker, model
    exif[ExifTags.Base.Software] = "Lightroom 7.2"
    exif[ExifTags.Base.DateTime] = moment
    detail = exif.get_ifd(ExifTags.IFD.Exif)
    detail[ExifTags.Base.DateTimeOriginal] = detail[ExifTags.Base.DateTimeDigitized] = moment
    detail[ExifTags.Base.ExposureTime] = 1.0 / float(dice.choice((30, 60, 125, 250, 500)))
    detail[ExifTags.Base.FNumber] = float(dice.choice((1.4, 1.8, 2.8, 4.0, 5.6)))
    detail[ExifTags.Base.ISOSpeedRatings] = int(dice.choice((100, 200, 400, 800, 1600)))
    detail[ExifTags.Base.FocalLength] = float(focal)
    return exif
