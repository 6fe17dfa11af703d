"""The key that Django signs with."""

import os
import secrets
import tempfile
from pathlib import Path


def kept_secret_key(folder: Path) -> str:
    """Return the random key kept in this folder, made at the first call; safe when several call at once."""
    kept = folder / "secret_key"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _make(kept)
    return kept.read_text(encoding="ascii")


def _make(kept: Path) -> None:
    """Write a new key, whole and readable by its owner alone; whoever is second leaves the first one's be."""
    descriptor, draft = tempfile.mkstemp(prefix=f".{kept.name}.", dir=kept.parent)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        kept.hardlink_to(draft)
    except FileExistsError:
        return
    finally:
        Path(draft).unlink()
