"""Model files made by the tests: a safetensors header and as many bytes as it speaks of."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

LORA = {
    "lora_unet_mid_block_attn2_to_k.lora_down.weight": (8, 2048),
    "lora_unet_mid_block_attn2_to_k.lora_up.weight": (640, 8),
    "lora_unet_mid_block_attn2_to_k.alpha": (),
}
CHECKPOINT = {"model.diffusion_model.out.2.weight": (4, 320, 3, 3), "first_stage_model.encoder.conv_in.weight": (128, 3, 3, 3)}
KOHYA = {
    "ss_base_model_version": "sdxl_base_v1-0", "ss_sd_model_name": "sd_xl_base_1.0.safetensors", "ss_output_name": "filmgrain",
    "ss_network_dim": "32", "ss_network_alpha": "16.0", "ss_network_module": "networks.lora",
    "ss_resolution": "(1024, 768)", "sshs_model_hash": "ab" * 32, "sshs_legacy_hash": "0123abcd",
    "ss_tag_frequency": json.dumps({"10_grain": {"film grain": 40, "dusk": 7}, "5_more": {"dusk": 40, "boat": 2}}),
}  # fmt: skip


def header_bytes(tensors: Mapping[str, Sequence[int]], metadata: Mapping[str, Any] | None = None) -> tuple[bytes, int]:
    """The header without its length, and how many bytes the tensors (F16) take."""
    found: dict[str, Any] = {} if metadata is None else {"__metadata__": dict(metadata)}
    at = 0
    for name, shape in tensors.items():
        size = 2
        for side in shape:
            size *= side
        found[name] = {"dtype": "F16", "shape": list(shape), "data_offsets": [at, at + size]}
        at += size
    return json.dumps(found).encode(), at


def make_model(path: Path, metadata: Mapping[str, Any] | None = None, *, tensors: Mapping[str, Sequence[int]] | None = None,
               fill: int = 0) -> Path:
    """A whole model file, by default a LoRA; `fill` is the byte of its tensors, so that two differ."""
    header, size = header_bytes(LORA if tensors is None else tensors, metadata)
    path.write_bytes(struct.pack("<Q", len(header)) + header + bytes([fill]) * size)
    return path


def make_headed(path: Path, length: int, header: bytes = b'{"a":1}', rest: bytes = b"") -> Path:
    """A file that says its header is `length` bytes long."""
    path.write_bytes(struct.pack("<Q", length) + header + rest)
    return path
