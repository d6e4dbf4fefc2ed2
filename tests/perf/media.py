"""Pictures and clips to measure with: grain on gradients, so that they weigh what real ones weigh. Kept between runs."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

PNGS, JPEGS, WEBPS, CLIPS = 40, 40, 20, 8
_GRAIN = 1 << 20


def corpus(scale: float = 1.0) -> Path:
    """A folder with png, jpeg, webp and clip in it; `scale` below 1 makes fewer files of each."""
    digest = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"dailies-perf-media-{scale:g}-{digest}"
    if not folder.exists():
        making = folder.with_name(f"{folder.name}.making")
        shutil.rmtree(making, ignore_errors=True)
        for kind, number in (("png", PNGS), ("jpeg", JPEGS), ("webp", WEBPS), ("clip", CLIPS)):
            (making / kind).mkdir(parents=True)
            for place in range(max(1, round(number * scale))):
                _WRITERS[kind](making / kind, place)
        making.rename(folder)
    return folder


def film_still(size: tuple[int, int], number: int, grain: float = 5.0) -> Any:
    """A picture: a horizon, light falling off, grain. Another number is another picture."""
    import numpy as np

    width, height = size
    chance = np.random.default_rng(number)
    low, high, tint = chance.uniform(20, 110), chance.uniform(120, 240), chance.uniform(0.5, 1.0, 3)
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    ridge = 0.55 + 0.12 * np.sin(x * chance.uniform(2, 9) + number) + 0.04 * np.sin(x * chance.uniform(20, 40))
    light = np.where(y < ridge, low + (high - low) * y, 0.35 * high * (1.2 - y)) * (1.1 - 0.4 * x * x)
    noise = np.resize(chance.standard_normal(min(_GRAIN, width * height)).astype(np.float32), (height, width)) * grain
    pixels = (light + noise)[..., None] * tint.astype(np.float32)
    return np.clip(pixels, 0, 255).astype(np.uint8)


def jpeg_bytes(pixels: Any, quality: int, **options: Any) -> bytes:
    """The picture as a JPEG file."""
    from PIL import Image

    buffer = BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=quality, **options)
    return buffer.getvalue()


def _png(folder: Path, number: int) -> None:
    from PIL import Image

    Image.fromarray(film_still((1024, 1024), number)).save(folder / f"still_{number:04d}.png", compress_level=6)


def _jpeg(folder: Path, number: int) -> None:
    from PIL import Image

    exif = Image.Exif()
    exif[0x0112] = 1 + number % 8
    exif[0x010F] = "A camera"
    pixels = film_still((4000, 3000), 1000 + number, 3.0)
    (folder / f"photo_{number:04d}.jpg").write_bytes(jpeg_bytes(pixels, 88, exif=exif))


def _webp(folder: Path, number: int) -> None:
    from PIL import Image

    picture = Image.fromarray(film_still((1600, 1200), 2000 + number))
    picture.save(folder / f"web_{number:04d}.webp", quality=88, method=1)


def _clip(folder: Path, number: int) -> None:
    """Two seconds of 1080p, one key frame a second."""
    import av
    import numpy as np

    with av.open(str(folder / f"clip_{number:04d}.mp4"), "w") as container:
        stream = container.add_stream("libx264", rate=24, options={"preset": "ultrafast", "g": "24", "crf": "23"})
        stream.width, stream.height, stream.pix_fmt = 1920, 1080, "yuv420p"
        still = film_still((1920, 1080), 3000 + number, 2.0)
        for place in range(48):
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(np.roll(still, 8 * place, 1)), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


_WRITERS = {"png": _png, "jpeg": _jpeg, "webp": _webp, "clip": _clip}
