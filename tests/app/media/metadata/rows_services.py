"""Rows of services, of smaller tools, and of what lies beside a file."""

from __future__ import annotations

import json

from tests.app.media.metadata import writers as w
from tests.app.media.metadata.row import A1111, A1111_WORDS, BASIC, WORDS, Row, comment, png
from tests.media_factory import comfy_prompt

_EASY = {"prompt": WORDS, "negative_prompt": "blurry", "seed": "5", "num_inference_steps": "20", "guidance_scale": "7",
         "width": "512", "height": "768", "use_stable_diffusion_model": "sd-v1-5", "sampler_name": "euler_a",
         "use_lora_model": "grain", "lora_alpha": "0.5"}  # fmt: skip
_EASY_FOUND = {**BASIC, "tool": "Easy Diffusion", "model": "sd-v1-5", "loras": [{"name": "grain", "strength": 0.5}]}
_DRAW = {"c": WORDS, "uc": "blurry", "seed": 5, "steps": 20, "scale": 7, "sampler": "Euler", "model": "flux.ckpt",
         "size": "512x768", "lora": [{"model": "grain.ckpt", "weight": 0.5}]}  # fmt: skip
_TENSOR = {"prompt": WORDS, "negativePrompt": "blurry", "seed": "5", "steps": 20, "cfgScale": 7, "width": 512, "height": 768,
           "samplerName": "Euler", "baseModel": {"modelFileName": "flux-dev", "hash": "ABCDEF0123"},
           "models": [{"type": "LORA", "modelFileName": "grain", "weight": 0.5}]}  # fmt: skip
_MATRIX = {"PositivePrompt": WORDS, "NegativePrompt": "blurry", "Seed": 5, "Steps": 20, "CfgScale": 7, "Width": 512,
           "Height": 768, "Sampler": "Euler", "ModelName": "sdxl"}  # fmt: skip
_CIVITAI = {**json.loads(comfy_prompt()), "extraMetadata": json.dumps(
    {"prompt": WORDS, "negativePrompt": "blurry", "seed": 5, "steps": 20, "cfgScale": 7, "width": 512, "height": 768,
     "sampler": "Euler", "resources": [{"modelVersionId": 1, "strength": 1}]})}  # fmt: skip
_JOURNEY = f"{WORDS} --ar 16:9 --v 6.1 --seed 5 --no blurry Job ID: 01234567-89ab-cdef-0123-456789abcdef"
_JOURNEY_FOUND = {"tool": "Midjourney", "prompt": WORDS, "negative": "blurry", "seed": "5", "model": "Midjourney 6.1",
                  "parameters": "--ar 16:9 --v 6.1 --seed 5 --no blurry"}  # fmt: skip
_CHATGPT = w.manifest("ChatGPT", by="OpenAI", agent="GPT-4o", source_type="trainedAlgorithmicMedia",
                      stamp="20251103101112", thumbnail=b"\xff\xd8" + bytes(range(256)) * 300)  # fmt: skip
_CHATGPT_ABOUT = {"signed": {"by": "OpenAI", "tool": "ChatGPT", "when": "2025-11-03T10:11:12+00:00", "valid": None},
                  "source_type": "trainedAlgorithmicMedia"}  # fmt: skip
_AIGC = json.dumps({"AIGC": {"Label": "1", "ContentProducer": "001191440300 Kling", "ProduceID": "a1"}})

SERVICES = [
    # Others
    Row(
        "easy diffusion",
        png(*(w.text(key, value) for key, value in _EASY.items())),
        _EASY_FOUND,
        "use_stable_diffusion_model",
    ),
    Row(
        "easy diffusion JPEG",
        comment(b"UNICODE\0" + json.dumps(_EASY).encode("utf-16-be")),
        _EASY_FOUND,
        "EXIF UserComment",
        mime="image/jpeg",
    ),
    Row(
        "easy diffusion beside",
        png(),
        {**BASIC, "tool": "Easy Diffusion", "model": "sd"},
        "sidecar .txt",
        beside={
            ".txt": f"Prompt: {WORDS}\nNegative Prompt: blurry\nSeed: 5\nSteps: 20\nGuidance Scale: 7\nWidth: 512\nHeight: 768\n"
            f"Stable Diffusion model: sd"
        },
    ),
    Row(
        "draw things",
        png(
            w.itext(
                "XML:com.adobe.xmp",
                w.xmp(
                    f"<dc:description><rdf:Alt><rdf:li>{WORDS}</rdf:li></rdf:Alt></dc:description><exif:UserComment><rdf:Alt><rdf:li>"
                    f"{json.dumps(_DRAW, ensure_ascii=False)}</rdf:li></rdf:Alt></exif:UserComment>",
                    'xmp:CreatorTool="Draw Things"',
                ).decode(),
            )
        ),
        {**BASIC, "tool": "Draw Things", "model": "flux.ckpt", "loras": [{"name": "grain.ckpt", "strength": 0.5}]},
        "XMP",
    ),
    Row(
        "tensorart",
        png(w.text("generation_data", json.dumps(_TENSOR) + "\0")),
        {**BASIC, "tool": "TensorArt", "model": "flux-dev", "loras": [{"name": "grain", "strength": 0.5}]},
        "generation_data",
    ),
    Row(
        "stability matrix",
        png(
            w.text("parameters-json", json.dumps(_MATRIX, ensure_ascii=False)),
            w.text("smproj", "{}"),
            w.text("parameters", A1111_WORDS),
        ),
        {**BASIC, "tool": "Stability Matrix", "model": "sdxl"},
        "parameters-json",
    ),
    Row("civitai graph", png(w.text("prompt", json.dumps(_CIVITAI))), {**BASIC, "tool": "Civitai"}, "prompt"),
    Row(
        "civitai JPEG",
        comment(
            b"UNICODE\0"
            + (
                A1111_WORDS.replace(
                    "Version: v1.10",
                    'Civitai resources: [{"type":"checkpoint",'
                    '"modelName":"Flux"},{"type":"lora","weight":0.5,"modelName":"Grain"}], Civitai metadata: {}',
                )
            ).encode("utf-16-le")
        ),
        {**A1111, "tool": "Civitai", "model": "Flux", "loras": [{"name": "Grain", "strength": 0.5}]},
        "EXIF UserComment",
        mime="image/jpeg",
    ),
    Row(
        "midjourney",
        png(w.text("Description", _JOURNEY), w.text("Author", "ada")),
        _JOURNEY_FOUND,
        "Description",
        {"artist": "ada"},
    ),
    Row(
        "midjourney XMP",
        lambda path: w.jpeg(
            path,
            w.app1_xmp(
                w.xmp(
                    f"<dc:description><rdf:Alt><rdf:li>{_JOURNEY}</rdf:li></rdf:Alt></dc:description>",
                    'Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"',
                )
            ),
        ),
        _JOURNEY_FOUND,
        "XMP",
        {"source_type": "trainedAlgorithmicMedia"},
        "image/jpeg",
    ),
    Row("plain words beside", png(), {"prompt": WORDS}, "sidecar .txt", beside={".txt": WORDS}),
    Row(
        "any JSON beside a clip",
        lambda path: w.clip(path, {}),
        {**BASIC, "tool": "Veo 3", "model": "veo-3"},
        "sidecar .json",
        {"cost": 0.35, "keywords": ["night", "rain"], "rating": 4, "title": "Take 3"},
        "video/mp4",
        {
            ".json": json.dumps(
                {
                    "prompt": WORDS,
                    "negative_prompt": "blurry",
                    "seed": 5,
                    "steps": 20,
                    "cfg": 7,
                    "width": 512,
                    "height": 768,
                    "tool": "Veo 3",
                    "model": "veo-3",
                    "cost": "$0.35",
                    "tags": ["night", "rain"],
                    "rating": 4,
                    "title": "Take 3",
                }
            )
        },
    ),
    # Signed, no prompt inside
    Row("chatgpt PNG", png((b"caBX", _CHATGPT)), {"tool": "ChatGPT"}, "C2PA", _CHATGPT_ABOUT),
    Row(
        "chatgpt JPEG",
        lambda path: w.jpeg(path, *w.app11(_CHATGPT)),
        {"tool": "ChatGPT"},
        "C2PA",
        _CHATGPT_ABOUT,
        "image/jpeg",
    ),
    Row(
        "chatgpt WebP",
        lambda path: w.webp(path, (b"C2PA", _CHATGPT)),
        {"tool": "ChatGPT"},
        "C2PA",
        _CHATGPT_ABOUT,
        "image/webp",
    ),
    Row(
        "sora MP4",
        lambda path: w.clip(
            path,
            {},
            more=w.c2pa_uuid(
                w.manifest(
                    "OpenAI Media Service API",
                    by="OpenAI",
                    agent="Sora",
                    source_type="trainedAlgorithmicMedia",
                    when="2025-10-01T10:00:00Z",
                )
            ),
        ),
        {"tool": "Sora"},
        "C2PA",
        {"signed": {"by": "OpenAI", "tool": "Sora", "when": "2025-10-01T10:00:00+00:00", "valid": None}},
        "video/mp4",
    ),
    Row(
        "firefly",
        png((b"caBX", w.manifest("Adobe_Firefly", by="Adobe Inc.", source_type="trainedAlgorithmicMedia"))),
        {"tool": "Adobe Firefly"},
        "C2PA",
        {"source_type": "trainedAlgorithmicMedia"},
    ),
    Row(
        "google",
        lambda path: w.jpeg(
            path,
            w.app1_xmp(
                w.xmp(
                    "",
                    'photoshop:Credit="Made with Google AI" Iptc4xmpExt:DigitalSourceType='
                    '"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"',
                )
            ),
        ),
        {"tool": "Google AI"},
        "XMP",
        {"source_type": "trainedAlgorithmicMedia"},
        "image/jpeg",
    ),
    Row(
        "china's label MP4",
        lambda path: w.clip(path, {"AIGC": json.dumps(json.loads(_AIGC)["AIGC"])}),
        {"tool": "Kling"},
        "tag AIGC",
        {"ai_label": {"Label": "1", "ContentProducer": "001191440300 Kling", "ProduceID": "a1"}},
        "video/mp4",
    ),
    Row(
        "china's label JPEG",
        comment(b"ASCII\0\0\0" + _AIGC.encode()),
        {"tool": "Kling"},
        "EXIF UserComment",
        {"ai_label": {"Label": "1", "ContentProducer": "001191440300 Kling", "ProduceID": "a1"}},
        mime="image/jpeg",
    ),
]
