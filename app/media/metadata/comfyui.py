"""ComfyUI's graph, from the node that saved the picture back to the sampler, its texts and its models."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from app.media.metadata.comfyui_graph import Graph, Node, graph_of_prompt, graph_of_workflow
from app.media.metadata.material import Text
from app.media.metadata.recipe import Finding

_LATENTS = ("latent_image", "latent", "samples", "image", "images", "pixels", "latents")
_SETTINGS_WAYS = ("noise", "guider", "sampler", "sigmas", "model", "basic_pipe", "sampler_state")
_MODEL_NAMES = ("ckpt_name", "unet_name", "model_name", "gguf_name", "base_ckpt_name", "diffusion_model_name")
_TEXT_NAMES = (
    "text", "text_g", "text_l", "t5xxl", "clip_l", "prompt", "string", "value", "populated_text",
    "wildcard_text",
    "text_a", "text_b", "text_c", "text_d", "string_a", "string_b", "text1", "text2", "text_1", "text_2",
    "positive_prompt", "positive", "conditioning_text",
)  # fmt: skip
_IMAGE_LOADERS = {
    "LoadImage",
    "LoadImageMask",
    "LoadImageOutput",
    "VHS_LoadVideo",
    "LoadVideo",
    "VHS_LoadImagesPath",
}
_MOST_SAMPLERS = 50
_MOST_WAYS = 300  # nodes that are asked for a setting


class Held(Text):
    """A graph inside a larger JSON, read already."""

    def __init__(self, block: str, key: str, value: dict[str, Any]) -> None:
        super().__init__(block, key, "")
        self.__dict__["json"] = value  # what the cached property would give


def read(prompt: str | None, workflow: str | None) -> Finding | None:
    """What two texts say; None where neither is a graph of ComfyUI's."""
    texts = [None if text is None else Text(name, name, text) for name, text in (("prompt", prompt), ("workflow", workflow))]
    return read_graphs(*texts)


def read_graphs(prompt: Text | None, workflow: Text | None) -> Finding | None:
    """What the graph says; None where neither block is one of ComfyUI's.

    `prompt` is the graph that ran; `workflow`, the drawing of it, is read only where that is missing, as far
    as the nodes that ComfyUI itself brings go.
    """
    graph, block = graph_of_prompt(prompt.json if prompt else None), prompt.block if prompt else ""
    if graph is None:
        graph, block = graph_of_workflow(workflow.json if workflow else None), workflow.block if workflow else ""
    if graph is None:
        return None
    found = Finding(block)
    found.put("tool", "ComfyUI", "a graph of nodes")
    for output in graph.outputs():
        sampler = _base_sampler(graph, output)
        if sampler is not None:
            _put_sampler(found, graph, sampler)
            break
    _put_inputs(found, graph)
    return found


def _base_sampler(graph: Graph, output: Node) -> Node | None:
    """The sampler that made the picture: of several one after another (enlarging, refining) the first."""
    nearest = next((node for node in graph.upstream(output) if node.is_sampler), None)
    for _ in range(_MOST_SAMPLERS):
        if nearest is None:
            return None
        before = next((node for node in graph.upstream(nearest, _LATENTS) if node.is_sampler), None)
        if before is None or before is nearest:
            return nearest
        nearest = before
    return nearest


def _put_sampler(found: Finding, graph: Graph, sampler: Node) -> None:
    ways = tuple(islice(graph.upstream(sampler, _SETTINGS_WAYS, itself=True), _MOST_WAYS))
    for name, keys in (
        ("seed", ("seed", "noise_seed")), ("steps", ("steps",)), ("cfg", ("cfg",)),
        ("sampler", ("sampler_name",)), ("scheduler", ("scheduler",)),
    ):  # fmt: skip
        value, rule = _setting(graph, ways, keys)
        if name == "seed":
            value = str(value) if isinstance(value, int) and abs(value) < 2**64 else None
        elif name in {"steps", "cfg"}:
            value = value if isinstance(value, int | float) else None
        else:
            value = value if isinstance(value, str) else None
        found.put(name, value, rule)
    conditioned = tuple(islice(graph.upstream(sampler, ("guider", "positive", "conditioning")), _MOST_WAYS))
    value, rule = _setting(graph, conditioned, ("guidance",))
    found.put("guidance", value if isinstance(value, int | float) else None, rule)
    for field, role in (("prompt", "positive"), ("negative", "negative")):
        texts = _texts_of_role(graph, ways, role)
        found.put(field, "\n".join(dict.fromkeys(texts)), f"{sampler.label} {role}")
    _put_models(found, graph, ways)
    for node in graph.upstream(sampler, _LATENTS):
        width, height = (graph.scalar(node, key) for key in ("width", "height"))
        if (
            isinstance(width, int)
            and isinstance(height, int)
            and 0 < width < 100_000
            and 0 < height < 100_000
        ):
            found.put("size", f"{width}x{height}", node.label)
            break


def _setting(graph: Graph, ways: tuple[Node, ...], keys: tuple[str, ...]) -> tuple[object, str]:
    for node in ways:
        for key in keys:
            value = graph.scalar(node, key)
            if value is not None:
                return value, f"{node.label} {key}"
    return None, ""


def _texts_of_role(graph: Graph, ways: tuple[Node, ...], role: str) -> list[str]:
    for node in ways:
        names = (role, "conditioning") if role == "positive" else (role,)
        for name in names:
            target = graph.target(node, name)
            if target is not None:
                return list(_texts(graph, target, role))
    return []


def _texts(graph: Graph, start: Node, role: str) -> Iterator[str]:
    """The prompt texts that flow into that node, in the order of its inputs, each node once."""
    seen: set[str] = set()
    stack = [start]
    while stack:
        node = stack.pop()
        if node.key in seen or node.kind == "ConditioningZeroOut":
            continue
        seen.add(node.key)
        if node.inputs.keys() & {"positive", "negative"} and not node.is_text:  # ControlNetApply and its like
            names: tuple[str, ...] = (role,)
        else:
            names = tuple(name for name in _TEXT_NAMES if name in node.inputs)
            yield from (text for name in names if isinstance(text := node.inputs[name], str) and text.strip())
            names += tuple(
                name for name in node.inputs if name.startswith("conditioning") and name not in names
            )
        links = [target for name in names if (target := graph.target(node, name)) is not None]
        stack.extend(reversed(links))


def _put_models(found: Finding, graph: Graph, ways: tuple[Node, ...]) -> None:
    loras: list[dict[str, object]] = []
    models: list[str] = []
    rules: dict[str, str] = {}
    for start in ways:
        if graph.target(start, "model") is None and graph.target(start, "model1") is None:
            continue
        for node in graph.upstream(start, match=lambda name: "model" in name or "lora" in name, itself=True):
            loras.extend(node.loras())
            for key in _MODEL_NAMES:
                name = graph.scalar(node, key)
                if isinstance(name, str) and name not in models:
                    models.append(name)
                    rules.setdefault("model", f"{node.label} {key}")
        break
    found.put("model", " + ".join(models), rules.get("model", ""))
    loras.reverse()  # the walk goes back from the sampler: applied in the other order
    found.put("loras", loras, "LoRA nodes before the model input")


def _put_inputs(found: Finding, graph: Graph) -> None:
    names: list[str] = []
    for output in graph.outputs():
        for node in graph.upstream(output):
            if node.kind in _IMAGE_LOADERS:
                names.extend(
                    name
                    for key in ("image", "video", "file")
                    if isinstance(name := node.inputs.get(key), str)
                )
    found.put("inputs", list(dict.fromkeys(names)), "LoadImage nodes")
