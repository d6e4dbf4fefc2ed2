#!/usr/bin/env python3
"""Sets up what is missing, then runs Dailies: standard library only, the same on Linux, macOS and Windows.

    python3 run.py                 open the program on a demo library (made once)
    python3 run.py test [ARGS]     run all tests (ARGS go to pytest)
    python3 run.py setup           only set up
    python3 run.py cli ARGS        the command line, e.g. `cli list --help`
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "dailies-setup.stamp"
OLDEST = (3, 11)
NEWER_NAMES = ("python3.13", "python3.12", "python3.11", "python3.14")

# soname -> Debian package. Found in a bare Debian 12: what importing Qt's widgets needs.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
# What a window on an X11 screen needs besides (Wayland sessions fall back to it).
SCREEN_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


class SetupError(Exception):
    """Ends the program with a sentence for a person."""


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


# --- the Python that runs this -------------------------------------------------------------------


def python_version() -> str:
    return f"{sys.version_info[0]}.{sys.version_info[1]}"


def is_new_enough(python: str) -> bool:
    """Whether `python` starts (a broken environment does not) and is at least the oldest we run on."""
    check = "import sys; sys.exit(sys.version_info[:2] < (3, 11))"
    return subprocess.run([python, "-c", check], capture_output=True, check=False).returncode == 0


def require_python(arguments: list[str]) -> None:
    """Goes on with a newer Python of this machine when this one is too old; without one, says what to do."""
    if sys.version_info[:2] >= OLDEST:
        return
    for name in NEWER_NAMES:
        newer = shutil.which(name)
        if newer and is_new_enough(newer):
            sys.exit(subprocess.call([newer, str(ROOT / "run.py"), *arguments]))
    raise SetupError(
        f"Dailies needs Python 3.11 or newer; this is Python {python_version()}. Nothing was changed.\n"
        "Install a newer one (Ubuntu 22.04: sudo apt-get install python3.11 python3.11-venv; "
        "elsewhere: python.org) and start again."
    )


# --- system libraries (Linux) --------------------------------------------------------------------


def loadable(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def missing_libraries(wanted: dict[str, str]) -> list[str]:
    """Debian package names of the libraries that this machine cannot load."""
    if not sys.platform.startswith("linux"):
        return []
    return [package for soname, package in wanted.items() if not loadable(soname)]


def missing_venv_package() -> list[str]:
    """Debian and Ubuntu keep `ensurepip` in a package of its own; without it no environment can be made."""
    if importlib.util.find_spec("ensurepip") or find_uv() or not sys.platform.startswith("linux"):
        return []
    return [f"python{python_version()}-venv"]


def install_packages(packages: list[str]) -> bool:
    """True when `packages` were installed; only as root where there is apt-get."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    say("Installing system libraries: " + " ".join(packages))
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run_quietly(["apt-get", "update"], "Reading the list of system packages", quiet)
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    run_quietly(install, "Unpacking system libraries", quiet)
    return True


def explain(packages: list[str]) -> str:
    line = "sudo apt-get install -y --no-install-recommends " + " ".join(packages)
    if shutil.which("apt-get"):
        return "Some system libraries are missing. Run this once, then start again:\n  " + line
    return "Some system libraries are missing. On Debian and Ubuntu they come with:\n  " + line


def provide_system(need_screen: bool) -> None:
    """The libraries of Qt are there. Raises SetupError with the line to run where we may not install them."""
    must = missing_venv_package() + missing_libraries(QT_LIBRARIES)
    screen = missing_libraries(SCREEN_LIBRARIES)
    if must or screen:
        if install_packages(must + screen):
            importlib.invalidate_caches()
        elif must or need_screen:
            raise SetupError(explain(must + screen))


# --- the environment -----------------------------------------------------------------------------


def run_quietly(command: list[str], what: str, env: dict[str, str] | None = None) -> None:
    """Runs `command`, showing only its newest line on a terminal; all of its end when it goes wrong."""
    terminal = sys.stdout.isatty()
    lines: list[str] = []
    with subprocess.Popen(
        command, cwd=ROOT, env=env, text=True, errors="replace",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as process:  # fmt: skip
        for line in process.stdout or ():
            lines.append(line.rstrip())
            if terminal and lines[-1]:
                sys.stdout.write("\r\033[K  " + lines[-1][:76])
                sys.stdout.flush()
    if terminal:
        sys.stdout.write("\r\033[K")
        sys.stdout.flush()
    if process.returncode:
        raise SetupError("\n".join(lines[-30:]) + f"\n\n{what} did not work (see above).")


def find_uv() -> list[str]:
    """The command for uv, or nothing: it is quicker than pip, and optional."""
    candidates = [["uv"]] if shutil.which("uv") else []
    if importlib.util.find_spec("uv"):
        candidates.append([sys.executable, "-m", "uv"])
    for command in candidates:
        if subprocess.run([*command, "--version"], capture_output=True, check=False).returncode == 0:
            return command
    return []


def environment_python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def environment_works() -> bool:
    python = environment_python()
    if not python.exists():
        return False
    return is_new_enough(str(python))


def fingerprint() -> str:
    """Changes when the environment has to be installed again."""
    return hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + bytes(str(ROOT), "utf-8")).hexdigest()


def make_environment(uv: list[str]) -> None:
    if VENV.exists():
        say("The environment in .venv does not work any more; making it again")
        shutil.rmtree(VENV)
    say("Making the environment .venv")
    if uv:
        run_quietly([*uv, "venv", "--python", sys.executable, str(VENV)], "Making the environment")
    else:
        run_quietly([sys.executable, "-m", "venv", str(VENV)], "Making the environment")


def install_requirements(uv: list[str]) -> None:
    python = str(environment_python())
    say("Installing the libraries of Dailies (once; about 800 MB, a minute or so)")
    wanted = ["install", "-e", ".[dev]"]
    if uv:
        try:
            run_quietly([*uv, "pip", *wanted, "--python", python], "Installing")
            return
        except SetupError as reason:
            say(f"{reason}\nTrying again with pip")
    if subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode:
        run_quietly([python, "-m", "ensurepip", "--upgrade"], "Adding pip")
    run_quietly([python, "-m", "pip", *wanted, "--progress-bar", "off"], "Installing")


def set_up(need_screen: bool = False) -> None:
    """System libraries and `.venv` are there and fit pyproject.toml; quick when nothing is missing."""
    provide_system(need_screen)
    uv = find_uv() if not environment_works() or not stamped() else []
    if not environment_works():
        make_environment(uv)
    if not stamped():
        install_requirements(uv)
        STAMP.write_text(fingerprint(), encoding="utf-8")
        say("Everything is set up")


def stamped() -> bool:
    return STAMP.exists() and STAMP.read_text(encoding="utf-8") == fingerprint()


# --- what to run ---------------------------------------------------------------------------------


def demo_folder() -> Path:
    """Where the demo library stands: the user's data folder."""
    if os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library/Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")
    return base / "dailies" / "demo"


def start(*arguments: str, env: dict[str, str] | None = None) -> int:
    """Runs the environment's Python here and returns its exit code."""
    try:
        return subprocess.call([str(environment_python()), *arguments], cwd=ROOT, env=env)
    except KeyboardInterrupt:
        return 130


def provide_demo() -> Path:
    folder = demo_folder()
    if (folder / "dailies.db").exists():
        return folder
    say(f"Making a demo library in {folder}")
    unfinished = folder.with_name("demo.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    if start("-m", "app.cli", "--quiet", "demo", str(unfinished)):
        raise SetupError("The demo library could not be made (see above).")
    unfinished.rename(folder)
    return folder


def no_screen() -> bool:
    wanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform.startswith("linux") and not any(os.environ.get(name) for name in wanted)


def open_program() -> int:
    set_up(need_screen=True)
    folder = provide_demo()
    if no_screen():
        raise SetupError(
            f"There is no screen here to open a window on. The demo library is ready in {folder};\n"
            "`python3 run.py cli --help` and `python3 run.py test` need no screen."
        )
    say("Opening Dailies")
    return start("-m", "app", "--library", str(folder))


def run_tests(arguments: list[str]) -> int:
    set_up()
    env = {**os.environ}
    env.setdefault("QT_QPA_PLATFORM", "offscreen")
    return start("-m", "pytest", "-n", "2", *arguments, env=env)


def main(arguments: list[str]) -> int:
    require_python(arguments)
    command, rest = (arguments[0], arguments[1:]) if arguments else ("open", [])
    if command == "open" and not rest:
        return open_program()
    if command == "test":
        return run_tests(rest)
    if command == "setup" and not rest:
        set_up()
        return 0
    if command == "cli":
        set_up()
        return subprocess.call([str(environment_python()), "-m", "app.cli", *rest], env=command_line_env())
    say(str(__doc__).strip())
    return 0 if command in ("-h", "--help", "help") else 2


def command_line_env() -> dict[str, str]:
    """The caller's folder stays the current one, so paths typed by a person keep their meaning."""
    known = os.environ.get("PYTHONPATH", "")
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), known]))}


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SetupError as reason:
        say(f"\n{reason}")
        sys.exit(1)
    except KeyboardInterrupt:
        say("\nStopped.")
        sys.exit(130)
