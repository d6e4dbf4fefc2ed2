"""ComfyUI's two ways to write a graph, read into one."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

MOST_NODES = 20_000
_MOST_HOPS = 60  # from an input to the node that holds its value
_MOST_OUTPUTS = 50  # each is a walk through the whole graph
_VALUES = ("value", "int", "float", "number", "seed", "text", "string", "Number")
_SAVERS = ("SaveImage", "SaveAnimated", "ImageSave", "Image Save", "VHS_VideoCombine", "SaveVideo", "Save")
_LORA_WEIGHTS = ("lora_wt", "model_weight", "strength", "model_str")
_LORA_SLOT = re.compile(r"lora_(?:name_)?\d{1,2}$")

# Positions in `widgets_values` of nodes that ComfyUI itself brings; None is "control after generate".
_WIDGETS: dict[str, tuple[str | None, ...]] = {
    "KSampler": ("seed", None, "steps", "cfg", "sampler_name", "scheduler", "denoise"),
    "KSamplerAdvanced": (
        "add_noise", "noise_seed", None, "steps", "cfg", "sampler_name", "scheduler",
        "start_at_step", "end_at_step",
    ),
    "CLIPTextEncode": ("text",),
    "CheckpointLoaderSimple": ("ckpt_name",),
    "UNETLoader": ("unet_name", "weight_dtype"),
    "LoraLoader": ("lora_name", "strength_model", "strength_clip"),
    "LoraLoaderModelOnly": ("lora_name", "strength_model"),
    "EmptyLatentImage": ("width", "height", "batch_size"),
    "EmptySD3LatentImage": ("width", "height", "batch_size"),
    "LoadImage": ("image",),
    "RandomNoise": ("noise_seed",),
    "KSamplerSelect": ("sampler_name",),
    "BasicScheduler": ("scheduler", "steps", "denoise"),
    "CFGGuider": ("cfg",),
    "FluxGuidance": ("guidance",),
    "PrimitiveStringMultiline": ("value",),
}  # fmt: skip


@dataclass(frozen=True)
class Node:
    key: str
    kind: str
    inputs: dict[str, Any]  # values, or links as [key, slot]

    @property
    def label(self) -> str:
        """For people: what it is and which."""
        return f"{self.kind} #{self.key}"

    @property
    def is_sampler(self) -> bool:
        """It makes a picture out of noise."""
        names = self.inputs.keys()
        plain = "positive" in names and ("seed" in names or "noise_seed" in names)
        return plain or {"guider", "sigmas"} <= names or ("sigmas" in names and "positive" in names)

    @property
    def is_text(self) -> bool:
        """It has a text of its own."""
        return isinstance(self.inputs.get("text"), str)

    def loras(self) -> list[dict[str, object]]:
        """The LoRAs it applies, last first (as the walk that asks goes backwards)."""
        found: list[dict[str, object]] = []
        name = self.inputs.get("lora_name")
        if isinstance(name, str):
            strength = self.inputs.get("strength_model", self.inputs.get("strength"))
            found.append({"name": name, "strength": _number(strength)})
        for key, value in self.inputs.items():
            if not _LORA_SLOT.match(key):
                continue
            if isinstance(value, dict):  # rgthree's Power Lora Loader
                if value.get("on") and isinstance(value.get("lora"), str):
                    found.append({"name": value["lora"], "strength": _number(value.get("strength"))})
            elif (
                isinstance(value, str) and value != "None"
            ):  # stacks: lora_name_1, lora_wt_1 / lora_1, strength_1
                number = key.rpartition("_")[2]
                weights = (self.inputs.get(f"{way}_{number}") for way in _LORA_WEIGHTS)
                weight = next((one for one in weights if one is not None), None)
                found.append({"name": value, "strength": _number(weight)})
        return found[::-1]


@dataclass(frozen=True)
class Graph:
    nodes: dict[str, Node]

    def target(self, node: Node, name: str) -> Node | None:
        """The node that this input is linked to."""
        link = node.inputs.get(name)
        if isinstance(link, list) and len(link) == 2 and isinstance(link[0], str | int):
            return self.nodes.get(str(link[0]))
        return None

    def scalar(self, node: Node, name: str) -> str | int | float | None:
        """The value of an input, also through links to nodes that only hold one (Primitive, Seed)."""
        seen: set[str] = set()
        names: tuple[str, ...] = (name,)
        while node.key not in seen and len(seen) < _MOST_HOPS:
            seen.add(node.key)
            following: Node | None = None
            for one in names:
                value = node.inputs.get(one)
                if isinstance(value, str | int | float) and not isinstance(value, bool):
                    return value
                following = following or self.target(node, one)
            if following is None:
                return None
            node, names = following, (name, *_VALUES)
        return None

    def upstream(
        self,
        start: Node,
        names: tuple[str, ...] | None = None,
        *,
        match: Callable[[str], bool] | None = None,
        itself: bool = False,
    ) -> Iterator[Node]:
        """The nodes that feed `start`, nearest first, each once; only through the inputs that are named."""
        queue = deque([start])
        seen = {start.key}
        while queue:
            node = queue.popleft()
            if itself or node is not start:
                yield node
            for name in node.inputs:
                wanted = match(name) if match else names is None or name in names
                target = self.target(node, name) if wanted else None
                if target is not None and target.key not in seen:
                    seen.add(target.key)
                    queue.append(target)

    def outputs(self) -> list[Node]:
        """Nodes that save, in the file's order; without one those that show, else those nothing hangs on."""
        savers = [
            node for node in self.nodes.values() if node.kind.startswith(_SAVERS) and self._is_fed(node)
        ]
        shown = [
            node for node in self.nodes.values() if node.kind.startswith("Preview") and self._is_fed(node)
        ]
        if savers or shown:
            return (savers or shown)[:_MOST_OUTPUTS]
        used = {
            target.key
            for node in self.nodes.values()
            for name in node.inputs
            if (target := self.target(node, name))
        }
        return [node for node in self.nodes.values() if node.key not in used][:_MOST_OUTPUTS]

    def _is_fed(self, node: Node) -> bool:
        return any(self.target(node, name) is not None for name in node.inputs)


def _number(value: object) -> float | None:
    return (
        float(value)
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e6
        else None
    )


def graph_of_prompt(value: Any) -> Graph | None:
    """The graph that ran: {"3": {"class_type": …, "inputs": {…}}}."""
    if not isinstance(value, dict) or len(value) > MOST_NODES:
        return None
    nodes = {
        key: Node(key, node["class_type"][:100], node["inputs"])
        for key, node in value.items()
        if isinstance(node, dict)
        and isinstance(node.get("class_type"), str)
        and isinstance(node.get("inputs"), dict)
    }
    return Graph(nodes) if nodes else None


def graph_of_workflow(value: Any) -> Graph | None:
    """The drawing: {"nodes": [{"id", "type", "inputs", "widgets_values"}], "links": [[id, from, …]]}."""
    if (
        not isinstance(value, dict)
        or not isinstance(value.get("nodes"), list)
        or len(value["nodes"]) > MOST_NODES
    ):
        return None
    links = {
        link[0]: [str(link[1]), link[2]]
        for link in value.get("links") or []
        if isinstance(link, list) and len(link) >= 5 and isinstance(link[0], int)
    }
    nodes: dict[str, Node] = {}
    for drawn in value["nodes"]:
        if (
            isinstance(drawn, dict)
            and isinstance(drawn.get("type"), str)
            and drawn.get("mode", 0) not in {2, 4}
        ):
            key = str(drawn.get("id"))
            nodes[key] = Node(key, drawn["type"][:100], _drawn_inputs(drawn, links))
    return Graph(nodes) if nodes else None


def _drawn_inputs(drawn: dict[str, Any], links: dict[int, list[Any]]) -> dict[str, Any]:
    values = drawn.get("widgets_values")
    names = _WIDGETS.get(drawn["type"], ())
    inputs: dict[str, Any] = {}
    if isinstance(values, dict):
        inputs.update(values)
    elif isinstance(values, list):
        inputs.update({name: value for name, value in zip(names, values, strict=False) if name})
    for entry in drawn.get("inputs") or []:
        if (
            isinstance(entry, dict)
            and isinstance(entry.get("name"), str)
            and isinstance(entry.get("link"), int)
        ):
            link = links.get(entry["link"])
            if link is not None:
                inputs[entry["name"]] = link
    return inputs
