"""The key that is kept: random, private, and the same for all who ask."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from backend.secret_key import kept_secret_key


def test_it_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    key = kept_secret_key(tmp_path / "data")

    assert kept_secret_key(tmp_path / "data") == key
    assert (tmp_path / "data" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret_key"]


def test_whoever_asks_at_the_same_moment_gets_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(lambda _: kept_secret_key(tmp_path), range(32)))

    assert len(keys) == 1
    assert len(keys.pop()) >= 50
