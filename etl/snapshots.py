"""Raw inputs, kept byte for byte beside the store under their sha256, so that every number can be traced."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine

from db.engine import store_path
from db.errors import StoreError

CHUNK = 1 << 20


def folder(engine: Engine) -> Path | None:
    """Return where the snapshots of a store lie; None for a store in memory or on a server."""
    path = store_path(engine.url)
    return path.parent / "snapshots" if path else None


def snapshot_path(engine: Engine, sha256: str) -> Path | None:
    """Return where the bytes of `sha256` lie, or would lie."""
    base = folder(engine)
    return base / sha256[:2] / sha256 if base else None


def keep(engine: Engine, data: bytes) -> str:
    """Keep `data` once; return its sha256."""
    sha256 = hashlib.sha256(data).hexdigest()
    target = snapshot_path(engine, sha256)
    if target is not None and not _is_there(target, len(data)):
        _write(target, lambda temporary: temporary.write_bytes(data))
    return sha256


def keep_file(engine: Engine, path: Path, sha256: str) -> None:
    """Keep the file `path`, whose sha256 is known, without reading it into memory."""
    target = snapshot_path(engine, sha256)
    if target is not None and not _is_there(target, path.stat().st_size):
        _write(target, lambda temporary: shutil.copyfile(path, temporary))


def file_sha256(path: Path) -> str:
    """Return the sha256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_there(target: Path, size: int) -> bool:
    return target.is_file() and target.stat().st_size == size


def _write(target: Path, fill: Callable[[Path], object]) -> None:
    """Write `target` in one step: a killed program leaves either nothing or the whole."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".part-")
        os.close(handle)
        temporary = Path(name)
        try:
            fill(temporary)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            f"cannot keep the input in {target.parent}: {error.strerror or error}",
            "is there room on the disk?",
        ) from error
