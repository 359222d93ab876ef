"""Does `manage.py bench` measure every scenario, and write what it found?"""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from requirements.management.benchmarks.scenarios import DOC, REGISTRY, ROWS, SCENARIOS


@pytest.mark.slow
def test_every_scenario_is_measured(tmp_path: Path) -> None:
    output = tmp_path / "figures.json"
    options = ["--entries", "2000", "--rounds", "1", "--seconds", "0.2", "--output", str(output)]
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "bench", *options]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    figures = json.loads(output.read_text())
    assert figures["entries"] == 2_000
    assert list(figures["scenarios"]) == list(SCENARIOS)
    for name, found in figures["scenarios"].items():
        assert f"\n{name}: {found['meaning']}\n" in shown
        assert list(found["figures"]) == [server for server in (REGISTRY, ROWS, DOC) if server in found["figures"]]
        assert all(figure["rate"] > 0 for figure in found["figures"].values())
        assert all(ratio["least"] <= ratio["median"] <= ratio["greatest"] for ratio in found["ratios"].values())
    assert f"of the rate of {ROWS}" in shown
