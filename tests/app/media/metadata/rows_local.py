"""Rows of tools that run on people's own machines."""

from __future__ import annotations

import base64
import json
import zlib

from tests.app.media.metadata import writers as w
from tests.app.media.metadata.row import A1111, A1111_WORDS, BASIC, COMFY, WORDS, WORKFLOW, Row, comment, png, webp
from tests.media_factory import comfy_prompt

_NOVELAI = {
    "prompt": "short", "uc": "blurry", "seed": 5, "steps": 20, "scale": 7.0, "sampler": "k_euler", "width": 512,
    "height": 768, "noise_schedule": "karras",
    "v4_prompt": {"caption": {"base_caption": WORDS, "char_captions": [{"char_caption": "a girl"}]}},
    "v4_negative_prompt": {"caption": {"base_caption": "blurry", "char_captions": []}},
}  # fmt: skip
_NOVELAI_FOUND = {**BASIC, "tool": "NovelAI", "prompt": f"{WORDS}\na girl", "scheduler": "karras",
                  "model": "NovelAI Diffusion V4 37442FCA"}  # fmt: skip
_NOVELAI_PNG = {"Software": "NovelAI", "Description": "short", "Source": "NovelAI Diffusion V4 37442FCA",
                "Comment": json.dumps(_NOVELAI)}  # fmt: skip
_FOOOCUS = {
    "prompt": WORDS, "negative_prompt": "blurry", "seed": "5", "steps": 20, "guidance_scale": 7, "base_model": "jugger",
    "base_model_hash": "aeb7e9e689", "resolution": "(512, 768)", "sampler": "euler", "scheduler": "karras",
    "styles": "['Fooocus V2', 'Fooocus Sharp']", "loras": [["offset", 0.1, "4852686128"]], "performance": "Speed",
    "metadata_scheme": "fooocus", "version": "Fooocus v2.5.5",
}  # fmt: skip
_FOOOCUS_FOUND = {**BASIC, "tool": "Fooocus", "model": "jugger", "styles": ["Fooocus V2", "Fooocus Sharp"],
                  "loras": [{"name": "offset", "strength": 0.1, "hash": "4852686128"}]}  # fmt: skip
_SWARM = json.dumps({
    "sui_image_params": {"prompt": WORDS, "negativeprompt": "blurry", "model": "flux/dev", "seed": 5, "steps": "20",
                         "cfgscale": "7", "width": 512, "height": 768, "sampler": "euler", "loras": ["grain"],
                         "loraweights": ["0.5"], "swarm_version": "0.9.6"},
    "sui_models": [{"name": "flux/dev.safetensors", "param": "model", "hash": "0xabcdef0123456789"}],
})  # fmt: skip
_SWARM_FOUND = {**BASIC, "tool": "SwarmUI", "model": "flux/dev", "model_hash": "abcdef0123456789",
                "loras": [{"name": "grain", "strength": 0.5}]}  # fmt: skip
_INVOKE = {"positive_prompt": WORDS, "negative_prompt": "blurry", "seed": 5, "steps": 20, "cfg_scale": 7.0,
           "scheduler": "euler", "width": 512, "height": 768,
           "model": {"name": "dreamshaper", "hash": "blake3:abcdef0123456789"},
           "loras": [{"model": {"name": "grain"}, "weight": 0.5}], "app_version": "5.0"}  # fmt: skip
_INVOKE_OLD = {"model_weights": "sd-1.5", "app_id": "invoke-ai/InvokeAI", "image": {
    "prompt": [{"prompt": f"{WORDS} [blurry]", "weight": 1}], "seed": 5, "steps": 20, "cfg_scale": 7, "sampler": "k_lms",
    "width": 512, "height": 768}}  # fmt: skip
_PNG_KEYS = [w.text(key, value) for key, value in _NOVELAI_PNG.items()]

LOCAL = [
    # A1111 and its kin
    Row("a1111 tEXt", png(w.text("parameters", A1111_WORDS)), A1111, "parameters"),
    Row("a1111 iTXt", png(w.itext("parameters", A1111_WORDS)), A1111, "parameters"),
    Row("a1111 behind the pixels", png(behind=[w.text("parameters", A1111_WORDS)]), A1111, "parameters"),
    Row(
        "a1111 JPEG",
        comment(b"UNICODE\0" + A1111_WORDS.encode("utf-16-be"), ">"),
        A1111,
        "EXIF UserComment",
        mime="image/jpeg",
    ),
    Row(
        "a1111 WebP",
        webp(detail=[(0x9286, w.UNDEFINED, b"UNICODE\0" + A1111_WORDS.encode("utf-16-le"))]),
        A1111,
        "EXIF UserComment",
        mime="image/webp",
    ),
    Row("a1111 beside", png(), A1111, "sidecar .txt", beside={".txt": A1111_WORDS}),
    Row(
        "a1111 extras",
        png(w.text("postprocessing", "Postprocess upscale by: 4, Postprocess upscaler: ESRGAN")),
        {"tool": "A1111"},
        "postprocessing",
    ),
    Row(
        "forge",
        png(w.text("parameters", A1111_WORDS.replace("v1.10", "f2.0.1v1.10.1"))),
        {**A1111, "tool": "Forge"},
        "parameters",
    ),
    Row(
        "sd.next JPEG",
        comment(b"ASCII\0\0\0" + A1111_WORDS.replace("Version: v1.10", "App: SD.Next").encode()),
        {**A1111, "tool": "SD.Next"},
        "EXIF UserComment",
        mime="image/jpeg",
    ),
    # ComfyUI
    Row("comfyui PNG", png(w.text("prompt", comfy_prompt()), w.text("workflow", WORKFLOW)), COMFY, "prompt"),
    Row("comfyui APNG", png(behind=[(b"comf", b"prompt\0" + comfy_prompt().encode())]), COMFY, "prompt"),
    Row(
        "comfyui and a1111 in one",
        png(w.text("parameters", A1111_WORDS), w.text("prompt", comfy_prompt())),
        COMFY,
        "prompt",
    ),
    Row(
        "comfyui WebP",
        webp(
            w.ascii_entry(0x0110, "prompt:" + comfy_prompt()),
            w.ascii_entry(0x010F, "workflow:" + WORKFLOW),
            w.ascii_entry(0x010E, 'extra:{"a": 1}'),
        ),
        COMFY,
        "EXIF Model",
        mime="image/webp",
    ),
    Row(
        "comfyui save-image-extended",
        webp(w.ascii_entry(0x010F, "Prompt: " + comfy_prompt()), w.ascii_entry(0x010E, "Workflow: " + WORKFLOW)),
        COMFY,
        "EXIF Make",
        mime="image/webp",
    ),
    Row(
        "comfyui compressed",
        webp(
            detail=[
                (
                    0x9286,
                    w.UNDEFINED,
                    b"ASCII\0\0\0COMPRESSED:"
                    + base64.b64encode(zlib.compress(json.dumps({"prompt": json.loads(comfy_prompt())}).encode())),
                )
            ]
        ),
        COMFY,
        "EXIF UserComment prompt",
        mime="image/webp",
    ),
    Row(
        "comfyui MP4",
        lambda path: w.clip(path, {"prompt": comfy_prompt(), "workflow": WORKFLOW}),
        COMFY,
        "tag prompt",
        mime="video/mp4",
    ),
    Row(
        "comfyui WebM",
        lambda path: w.clip(path, {"prompt": comfy_prompt()}, "webm"),
        COMFY,
        "tag PROMPT",
        mime="video/webm",
    ),
    Row(
        "comfyui MKV",
        lambda path: w.clip(path, {"prompt": comfy_prompt()}, "matroska"),
        COMFY,
        "tag PROMPT",
        mime="video/x-matroska",
    ),
    Row(
        "videohelpersuite of old MP4",
        lambda path: w.clip(
            path, {"comment": json.dumps({"prompt": comfy_prompt(), "workflow": WORKFLOW})}, keys=False
        ),
        COMFY,
        "tag comment prompt",
        mime="video/mp4",
    ),
    Row(
        "videohelpersuite of old MKV",
        lambda path: w.clip(path, {"COMMENT": json.dumps({"prompt": json.loads(comfy_prompt())})}, "matroska"),
        COMFY,
        "tag COMMENT prompt",
        mime="video/x-matroska",
    ),
    # InvokeAI
    Row(
        "invokeai",
        png(w.text("invokeai_metadata", json.dumps(_INVOKE))),
        {
            **BASIC,
            "tool": "InvokeAI",
            "model": "dreamshaper",
            "model_hash": "abcdef0123456789",
            "loras": [{"name": "grain", "strength": 0.5}],
        },
        "invokeai_metadata",
    ),
    Row(
        "invokeai 2",
        png(w.text("sd-metadata", json.dumps(_INVOKE_OLD))),
        {**BASIC, "tool": "InvokeAI", "model": "sd-1.5"},
        "sd-metadata",
    ),
    Row(
        "invokeai 1",
        png(w.text("Dream", f'"{WORDS} [blurry]" -s 20 -S 5 -W 512 -H 768 -C 7 -A k_lms')),
        {**BASIC, "tool": "InvokeAI", "sampler": "k_lms"},
        "Dream",
    ),
    # NovelAI
    Row("novelai", png(*_PNG_KEYS), _NOVELAI_FOUND, "Comment"),
    Row(
        "novelai hidden",
        lambda path: w.hidden_png(path, "stealth_pngcomp", json.dumps(_NOVELAI_PNG).encode()),
        _NOVELAI_FOUND,
        "hidden stealth_pngcomp",
    ),
    Row(
        "novelai WebP",
        webp(detail=[(0x9286, w.UNDEFINED, b"ASCII\0\0\0" + json.dumps(_NOVELAI_PNG).encode())]),
        _NOVELAI_FOUND,
        "EXIF UserComment",
        mime="image/webp",
    ),
    Row(
        "a1111 hidden",
        lambda path: w.hidden_png(path, "stealth_pnginfo", A1111_WORDS.encode()),
        A1111,
        "hidden stealth_pnginfo",
    ),
    Row(
        "a1111 hidden in colours",
        lambda path: w.hidden_png(path, "stealth_rgbcomp", A1111_WORDS.encode()),
        A1111,
        "hidden stealth_rgbcomp",
    ),
    # Fooocus
    Row(
        "fooocus",
        png(w.text("parameters", json.dumps(_FOOOCUS)), w.text("fooocus_scheme", "fooocus")),
        _FOOOCUS_FOUND,
        "parameters",
    ),
    Row(
        "fooocus JPEG",
        lambda path: w.jpeg(
            path,
            w.app1_exif(
                w.tiff_block(
                    [
                        w.ascii_entry(0x9286, json.dumps(_FOOOCUS)),
                        w.ascii_entry(0x0131, "Fooocus v2.5.5"),
                        w.ascii_entry(0x927C, "fooocus"),
                    ]
                )
            ),
        ),
        _FOOOCUS_FOUND,
        "EXIF UserComment",
        mime="image/jpeg",
    ),
    Row(
        "fooocus a1111",
        png(w.text("parameters", A1111_WORDS.replace("v1.10", "Fooocus v2.5.5")), w.text("fooocus_scheme", "a1111")),
        {**A1111, "tool": "Fooocus"},
        "parameters",
    ),
    Row(
        "fooocus MRE",
        png(
            w.text(
                "Comment",
                json.dumps(
                    {
                        "prompt": WORDS,
                        "negative_prompt": "blurry",
                        "seed": 5,
                        "steps": 20,
                        "cfg": 7,
                        "width": 512,
                        "height": 768,
                        "base_model": "sdxl",
                        "performance": "Speed",
                        "software": "Fooocus 1.0.42 MRE",
                    }
                ),
            )
        ),
        {**BASIC, "tool": "Fooocus MRE", "model": "sdxl"},
        "Comment",
    ),
    Row(
        "fooocus of old JPEG",
        lambda path: w.jpeg(
            path,
            (
                0xFE,
                json.dumps(
                    {
                        "Prompt": WORDS,
                        "Negative Prompt": "blurry",
                        "Seed": 5,
                        "Base Model": "sdxl",
                        "Performance": "Speed",
                        "LoRA [grain] weight": 0.5,
                        "Resolution": "(512, 768)",
                    }
                ).encode(),
            ),
        ),
        {
            "tool": "Fooocus",
            "prompt": WORDS,
            "seed": "5",
            "size": "512x768",
            "loras": [{"name": "grain", "strength": 0.5}],
        },
        "file comment",
        mime="image/jpeg",
    ),
    Row(
        "ruinedfooocus",
        png(
            w.text(
                "parameters",
                json.dumps(
                    {
                        "Prompt": WORDS,
                        "Negative": "blurry",
                        "steps": 20,
                        "cfg": 7,
                        "width": 512,
                        "height": 768,
                        "seed": 5,
                        "sampler_name": "euler",
                        "base_model_name": "sdxl",
                        "loras": [["abcdef0123", "0.5 - grain"]],
                        "software": "RuinedFooocus",
                    }
                ),
            )
        ),
        {
            **BASIC,
            "tool": "RuinedFooocus",
            "model": "sdxl",
            "loras": [{"name": "grain", "strength": 0.5, "hash": "abcdef0123"}],
        },
        "parameters",
    ),
    # SwarmUI
    Row("swarmui", png(w.text("parameters", _SWARM)), _SWARM_FOUND, "parameters"),
    Row(
        "swarmui JPEG",
        comment(b"UNICODE\0" + _SWARM.encode("utf-16-le"), ">"),
        _SWARM_FOUND,
        "EXIF UserComment",
        mime="image/jpeg",
    ),
    Row("swarmui of old", webp(w.ascii_entry(0x0110, _SWARM)), _SWARM_FOUND, "EXIF Model", mime="image/webp"),
    Row(
        "swarmui clip",
        lambda path: w.clip(path, {}),
        _SWARM_FOUND,
        "sidecar .swarm.json",
        mime="video/mp4",
        beside={".swarm.json": _SWARM},
    ),
]
