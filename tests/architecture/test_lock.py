"""Does lock.txt pin everything that pyproject.toml asks for, by hash and without naming a host?"""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "lock.txt").read_text()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PINNED = [block.splitlines() for block in re.split(r"\n(?=\w)", re.sub(r"^#.*\n", "", LOCK, flags=re.MULTILINE))]
VERSIONS = {line.partition("==")[0]: line.partition("==")[2].split()[0] for line, *_ in PINNED}
WANTED = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]


def test_no_host_is_named():
    assert re.findall(r"\w+://|^-.*|\S+ @ \S+", LOCK, flags=re.MULTILINE) == []


@pytest.mark.parametrize("block", PINNED, ids=lambda block: block[0].split("==")[0])
def test_every_package_has_one_version_and_its_hashes(block):
    requirement, *hashes = block
    assert re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; .+)? \\", requirement)
    assert hashes
    for line in hashes:
        assert re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line)


@pytest.mark.parametrize("wanted", WANTED)
def test_every_dependency_is_pinned_within_its_range(wanted):
    requirement = Requirement(wanted)
    assert VERSIONS[canonicalize_name(requirement.name)] in requirement.specifier


def test_the_documented_command_is_the_one_that_made_the_lock():
    made_by = LOCK.splitlines()[1].removeprefix("#").split()
    documented = re.search(
        r"^uv pip compile (?:.*\\\n)*.*$", (ROOT / "docs" / "operations.md").read_text(), re.MULTILINE
    )
    assert documented[0].replace("\\\n", " ").split() == made_by
