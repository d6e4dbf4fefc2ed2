"""Content Credentials (C2PA 2.1): who signed, with which tool, when. The signature is shown, not checked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.media.metadata import cbor, jumbf
from app.media.metadata.der import organisation, stamped_at
from app.media.metadata.recipe import clean_text, load_json

_CREATED = ("c2pa.created", "c2pa.edited", "c2pa.generated")
_MADE_BY_AI = ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "algorithmicMedia")
_X5CHAIN = 33  # COSE header, RFC 9360
_TAIL = re.compile(r"(?:[ /]v?\d[\w.\-+]*)?(?: \(.*\))?$")
_MOST_MANIFESTS = 100
# Words in a generator's or agent's name, and the tool that people know it by; a company's name last.
_TOOLS = (
    ("chatgpt", "ChatGPT"), ("sora", "Sora"), ("gpt-4o", "ChatGPT"), ("gpt-image", "ChatGPT"),
    ("dall", "DALL·E"), ("firefly", "Adobe Firefly"), ("veo", "Google Veo"), ("gemini", "Google Gemini"),
    ("imagen", "Google Imagen"), ("bing", "Bing Image Creator"), ("designer", "Microsoft Designer"),
    ("runway", "Runway"), ("kling", "Kling"), ("luma", "Luma"), ("pika", "Pika"), ("midjourney", "Midjourney"),
    ("stability", "Stability AI"), ("flux", "FLUX"), ("black forest", "FLUX"), ("ideogram", "Ideogram"),
    ("leonardo", "Leonardo"), ("amazon titan", "Amazon Titan"), ("nova", "Amazon Nova"), ("grok", "Grok"),
    ("openai", "ChatGPT"), ("google", "Google AI"),
)  # fmt: skip


@dataclass
class Credentials:
    """What the last manifest of the file says. `ai`: it says itself that a model made the picture."""

    by: str = ""
    generator: str = ""
    agent: str = ""
    when: str = ""
    title: str = ""
    source_type: str = ""
    actions: list[str] = field(default_factory=list)

    @property
    def ai(self) -> bool:
        return self.source_type in _MADE_BY_AI

    @property
    def tool(self) -> str:
        """The generator under the name that people know, else as it writes itself, without its version."""
        for word, name in _TOOLS:
            for said in (self.generator, self.agent):
                if re.search(rf"\b{re.escape(word)}", said, re.IGNORECASE):
                    return name
        said = self.generator or self.agent
        return _TAIL.sub("", said).replace("_", " ").strip() or said


def read(block: bytes) -> Credentials | None:
    """The credentials in a JUMBF block; None where no manifest can be read."""
    store = next(iter(jumbf.parse(block).find("c2pa")), None)
    manifests = [box for box in (store.boxes if store else []) if box.label][-_MOST_MANIFESTS:]
    if not manifests:
        return None
    active = manifests[-1]  # C2PA 11.1.4: the last one is the active one
    found = Credentials()
    _take_claim(found, active)
    for manifest in reversed(manifests):  # who created it may stand in an older manifest (an edit keeps its sources)
        _take_actions(found, manifest)
        if found.source_type:
            break
    _take_signature(found, active)
    return found


def _take_claim(found: Credentials, manifest: jumbf.Box) -> None:
    for box in manifest.find("c2pa.claim"):
        claim = _content(box)
        if not isinstance(claim, dict):
            continue
        info = claim.get("claim_generator_info")
        first = info[0] if isinstance(info, list) and info else info
        name = first.get("name") if isinstance(first, dict) else None
        found.generator = found.generator or _word(name) or _word(claim.get("claim_generator"))
        found.title = found.title or _word(claim.get("dc:title"))


def _take_actions(found: Credentials, manifest: jumbf.Box) -> None:
    for assertions in manifest.find("c2pa.assertions"):
        for box in assertions.find("c2pa.actions"):
            content = _content(box)
            actions = content.get("actions") if isinstance(content, dict) else None
            for action in actions[:100] if isinstance(actions, list) else []:
                if isinstance(action, dict):
                    _take_action(found, action)


def _take_action(found: Credentials, action: dict[Any, Any]) -> None:
    kind = _word(action.get("action"))
    found.actions.append(kind)
    agent = action.get("softwareAgent")
    agent = agent.get("name") if isinstance(agent, dict) else agent
    found.agent = found.agent or _word(agent)
    source = _word(action.get("digitalSourceType")).rpartition("/")[2]
    if source and not found.source_type:
        found.source_type = source
    when = action.get("when")
    if kind in _CREATED and isinstance(when, str) and not found.when:
        found.when = moment(when)


def _take_signature(found: Credentials, manifest: jumbf.Box) -> None:
    for box in manifest.find("c2pa.signature"):
        sign = _content(box)
        if not isinstance(sign, list) or len(sign) < 2:
            continue
        protected = _loaded(sign[0]) if isinstance(sign[0], bytes) else {}
        headers = [header for header in (protected, sign[1]) if isinstance(header, dict)]
        for header in headers:
            chain = header.get(_X5CHAIN) or header.get("x5chain")
            first = chain[0] if isinstance(chain, list) and chain else chain
            if isinstance(first, bytes) and not found.by:
                found.by = clean_text(organisation(first))[:200]
            for key in ("sigTst2", "sigTst"):
                found.when = found.when or _stamped(header.get(key))


def _stamped(header: object) -> str:
    tokens = header.get("tstTokens") if isinstance(header, dict) else None
    for token in tokens[:5] if isinstance(tokens, list) else []:
        value = token.get("val") if isinstance(token, dict) else None
        if isinstance(value, bytes) and (when := stamped_at(value)):
            return when
    return ""


def moment(text: str) -> str:
    """An ISO moment as text, or nothing where it is none."""
    try:
        return datetime.fromisoformat(text.strip()).isoformat()
    except ValueError:
        return ""


def _content(box: jumbf.Box) -> Any:
    for kind, data in box.contents:
        if kind == b"cbor":
            return _loaded(data)
        if kind == b"json":
            return load_json(data.decode("utf-8", "replace"))
    return None


def _loaded(data: bytes) -> Any:
    try:
        return cbor.load(data)
    except cbor.BrokenCbor:
        return None


def _word(value: object) -> str:
    return clean_text(value)[:200] if isinstance(value, str) else ""
