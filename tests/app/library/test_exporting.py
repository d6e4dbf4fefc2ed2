"""Copies out of the library: names that every file system takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.library.exporting import copy_out, safe_name


@pytest.mark.parametrize("stem", ["x" * 240, "海" * 200, "🌊" * 120])
def test_a_long_name_is_cut_and_keeps_its_ending(tmp_path: Path, stem: str) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"waves")
    first, second = (copy_out(file, tmp_path / "out", f"{stem}.safetensors") for _ in range(2))
    assert (first.suffix, second.suffix) == (".safetensors", ".safetensors")
    assert first.stem.startswith(stem[:40])
    assert second.stem.endswith("-2")


@pytest.mark.parametrize(("name", "safe"), [
    ("dune.png", "dune.png"), ("a/b:c?.png", "a_b_c_.png"), (" . ", "file"), ("x" * 300, "x" * 200),
    ("v1." + "y" * 300, ("v1." + "y" * 300)[:200])])  # what is so long is no ending
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe
