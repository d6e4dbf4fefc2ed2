"""Clips of scenes: H.264 with AAC, or VP9 with Opus where the name ends in .webm."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from app.errors import BugError
from app.media.art.scenes import Pixels, reel
from app.media.art.sounds import RATE, Signal, ambience

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import OutputContainer
    from av.video.stream import VideoStream

_PAINTERS = 2
_AHEAD = 4  # frames painted before the encoder takes them
_BT709 = 1  # ITU-T H.273: primaries, transfer and matrix of HD video
_GRAIN = 0.6  # a still's grain costs a clip half its bits
_VIDEO: dict[str, tuple[str, dict[str, str]]] = {
    ".webm": ("libvpx-vp9", {"crf": "33", "b": "0", "deadline": "realtime", "cpu-used": "7", "row-mt": "1"}),
    "": ("libx264", {"crf": "20", "preset": "veryfast"}),
}


def write_clip(
    path: Path, name: str, *, seed: int, width: int, height: int, fps: tuple[int, int] = (24, 1), frames: int, look: str = "",
    sound: bool = True,
) -> None:  # fmt: skip
    """The clip lies at `path`, the same bytes for the same arguments. Width and height are even."""
    import av

    if width % 2 or height % 2 or frames < 1:
        raise BugError(f"no clip can be {width}×{height} with {frames} frames")
    rate = Fraction(*fps)
    webm = path.suffix.lower() == ".webm"
    codec, options = _VIDEO[".webm" if webm else ""]
    shoot = reel(name, seed=seed, width=width, height=height, look=look, grain=_GRAIN)
    with av.open(
        str(path), "w", options={"fflags": "+bitexact"} | ({} if webm else {"movflags": "+faststart"})
    ) as container:
        picture = cast("VideoStream", container.add_stream(codec, rate=rate, options=options))
        picture.width, picture.height, picture.pix_fmt = width, height, "yuv420p"
        context = picture.codec_context
        context.time_base = 1 / rate
        context.thread_count = 2  # fixed: x264's result depends on it
        for part in ("color_primaries", "color_trc", "colorspace"):
            setattr(context, part, _BT709)
        track = container.add_stream("libopus" if webm else "aac", rate=RATE, layout="stereo") if sound else None
        samples = round(frames * RATE / rate)
        noise = ambience(name, seed=seed, samples=samples) if track is not None else None
        for number, pixels in enumerate(_painted(shoot, frames, rate)):
            _put_picture(container, picture, pixels, number, rate)
            if track is not None and noise is not None:
                _put_sound(container, track, noise, round(number * RATE / rate), round((number + 1) * RATE / rate))
        container.mux(picture.encode(None))
        if track is not None:
            container.mux(track.encode(None))


def _painted(shoot: Callable[[float], Pixels], frames: int, rate: Fraction) -> Iterator[Pixels]:
    """The frames in their order, painted side by side a few ahead."""
    with ThreadPoolExecutor(_PAINTERS, thread_name_prefix="paint") as pool:
        waiting: deque[Future[Any]] = deque()
        for number in range(frames):
            waiting.append(pool.submit(shoot, float(number / rate)))
            if len(waiting) > _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _put_picture(container: OutputContainer, stream: VideoStream, pixels: Pixels, number: int, rate: Fraction) -> None:
    from av import VideoFrame
    from av.video.reformatter import ColorRange, Colorspace

    frame = VideoFrame.from_ndarray(pixels, format="rgb24").reformat(
        format="yuv420p", dst_colorspace=Colorspace.ITU709, dst_color_range=ColorRange.MPEG
    )
    frame.pts, frame.time_base = number, 1 / rate
    container.mux(stream.encode(frame))


def _put_sound(container: OutputContainer, stream: AudioStream, sound: Signal, start: int, stop: int) -> None:
    import numpy as np
    from av import AudioFrame

    frame = AudioFrame.from_ndarray(np.ascontiguousarray(sound[:, start:stop]), format="fltp", layout="stereo")
    frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
    container.mux(stream.encode(frame))
