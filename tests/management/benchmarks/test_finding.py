"""Is what finding costs told beside its own statements?"""

from requirements.management.benchmarks.finding import Cost, lines


def test_a_table_tells_ratio_and_growth() -> None:
    head, row = lines({"search": Cost(3.0, 2.0, 2)}, {"search": Cost(12.0, 10.0, 3)})
    assert row.split() == ["search", "3.0", "ms", "1.50x", "12.0", "ms", "1.20x", "4.0x", "3"]
    assert "growth" in head
