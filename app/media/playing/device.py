"""Where sound goes: the sound device of the system, or none."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, Protocol

RATE, CHANNELS, SAMPLE_BYTES = 48_000, 2, 2  # what everything is played as
PERIOD_MS = 20
LATENCY_US = 2 * PERIOD_MS * 1000  # what the device holds when it asks for more
Pull = Callable[[int], Any]
"""So many frames of sound are wanted now: signed 16 bits, two channels. Called on a thread of the device."""


class NoDevice(Exception):
    """There is nothing to play sound with."""


class Sink(Protocol):
    """An open way out for sound, silent until `start`. Its calls may take a moment."""

    latency_us: int

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def close(self) -> None: ...


SinkMaker = Callable[[Pull], Sink]


class Device:
    """The sound device the system has chosen. Raises: NoDevice."""

    latency_us = LATENCY_US

    def __init__(self, pull: Pull, silent: bool = False) -> None:
        """`silent`: the device that takes sound in real time and plays nothing."""
        try:
            import miniaudio
        except ImportError as error:
            raise NoDevice("the sound library is not installed") from error
        backends = [miniaudio.Backend.NULL] if silent else []
        self._error: type[Exception] = miniaudio.MiniaudioError
        try:
            self._device = miniaudio.PlaybackDevice(
                miniaudio.SampleFormat.SIGNED16, CHANNELS, RATE, buffersize_msec=PERIOD_MS, backends=backends, app_name="Dailies"
            )
        except self._error as error:
            raise NoDevice(str(error)) from error
        if self._device.backend == "Null" and not silent:
            self._device.close()
            raise NoDevice("only the null device")
        self._asking = _asking(pull)
        next(self._asking)

    def start(self) -> None:
        """It asks for sound from now on. Raises: NoDevice."""
        try:
            self._device.start(self._asking)
        except self._error as error:
            raise NoDevice(str(error)) from error

    def stop(self) -> None:
        """It asks no more."""
        self._device.stop()

    def close(self) -> None:
        """The system has it back."""
        self._device.close()


def _asking(pull: Pull) -> Generator[Any, int, None]:
    wanted = yield b""
    while True:
        wanted = yield pull(wanted)


def silent_device(pull: Pull) -> Sink:
    """A device that takes sound in real time and plays nothing."""
    return Device(pull, silent=True)
