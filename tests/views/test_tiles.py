"""Has every country that the registry ships a tile of its own, and does the map tell what is known?"""

import json

from requirements.exchange import corpus
from requirements.views import tiles


def test_each_country_has_one_tile_and_each_tile_a_country() -> None:
    lines = (corpus.SHIPPED / "reference" / "countries.ndjson").read_text().splitlines()
    shipped = {tiles.code_of(json.loads(line)["identifier"]) for line in lines}
    assert tiles.PLACES.keys() == shipped
    assert len(tiles.ARRANGEMENT.replace("..", "").split()) == len(shipped)


def test_no_tile_leaves_the_map() -> None:
    empty = tiles.tile_map({}, {})
    assert empty.tiles == []
    assert empty.others.count("M") == len(tiles.PLACES)
    assert max(x for x, _y in tiles.PLACES.values()) + tiles.SIDE <= empty.width
    assert max(y for _x, y in tiles.PLACES.values()) + tiles.SIDE <= empty.height
