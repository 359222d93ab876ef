"""Does what tells deployments apart follow from their files, and from nothing else?"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from requirements import deployment


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(deployment.settings, "BASE_DIR", tmp_path)
    (tmp_path / "requirements" / "api").mkdir(parents=True)
    (tmp_path / "requirements" / "api" / "rows.py").write_text("one")
    yield tmp_path
    deployment.digest.cache_clear()


def test_a_deployment_is_what_its_files_are(project: Path) -> None:
    def digest() -> str:
        deployment.digest.cache_clear()
        return deployment.digest()

    seen = [digest()]
    assert digest() == seen[0]
    api = project / "requirements" / "api"
    (api / "rows.py").write_text("two")
    seen.append(digest())
    (api / "rows.py").rename(api / "lines.py")
    seen.append(digest())
    (project / "lock.txt").write_text("django==5.2")
    seen.append(digest())
    assert len(set(seen)) == 4
    (project / "notes.txt").write_text("nothing that answers are made of")
    assert digest() == seen[-1]
