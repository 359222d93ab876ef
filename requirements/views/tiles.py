"""Where is the tile of each country on the map, and how strong is its color?

Every country has a square of the same size, about where it lies: small States are seen as well as large ones. A map is
not mirrored: east stays where it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from requirements.views.names import Name

# West to east, north to south; by the two letters of ISO 3166.
ARRANGEMENT = """
.. .. .. .. .. .. .. .. .. is .. .. .. no se fi .. .. .. .. ru .. .. .. .. .. .. .. .. ..
ca .. .. .. .. .. .. .. .. ie gb .. .. dk .. lv ee .. .. .. kz .. mn .. .. .. .. .. .. ..
us .. .. .. .. .. .. .. .. .. .. nl de .. pl lt by .. .. .. uz kg tj .. .. kp .. jp .. ..
.. .. .. .. .. .. .. .. .. .. be lu cz at sk ua md .. ge az tm .. .. .. cn kr .. .. .. ..
mx .. .. bs .. .. .. .. pt fr ch li si hr hu ro .. .. tr am ir af np bt mm la .. .. .. ..
gt bz .. cu ht do .. .. .. es ad mc sm ba rs bg .. cy sy iq kw pk in bd th vn .. ph .. ..
sv hn .. jm .. ag kn .. .. .. .. it va me al mk gr .. lb jo bh .. .. .. kh .. bn pw .. ..
.. ni cr .. .. lc dm .. .. .. .. .. mt .. .. .. .. il ps sa qa ae lk .. my .. .. .. fm mh
.. .. pa .. .. gd bb .. .. ma dz tn ly eg .. .. .. .. .. ye om .. .. .. sg id tl .. nr ki
.. .. co ve .. tt vc cv .. mr ml ne td sd er .. .. .. .. .. .. mv .. .. .. .. .. pg sb tv
.. .. ec sr gy .. .. .. sn gm bf ng cf ss et dj .. .. .. .. .. .. .. .. .. .. .. .. vu ws
.. .. pe br .. .. .. .. gw gn ci bj cm ug ke so .. .. .. .. .. .. .. .. .. .. au .. fj to
.. .. bo py .. .. .. .. sl lr gh tg ga rw bi .. sc .. .. .. .. .. .. .. .. .. .. .. .. ..
.. .. ar uy .. .. .. .. .. st gq .. cg cd tz .. km .. .. .. .. .. .. .. .. .. .. nz .. ..
.. .. cl .. .. .. .. .. .. .. .. .. ao zm mw .. mg mu .. .. .. .. .. .. .. .. .. .. .. ..
.. .. .. .. .. .. .. .. .. .. .. .. na bw zw mz .. .. .. .. .. .. .. .. .. .. .. .. .. ..
.. .. .. .. .. .. .. .. .. .. .. .. .. za ls sz .. .. .. .. .. .. .. .. .. .. .. .. .. ..
"""
PITCH, SIDE = 10, 9
# The baseline of two letters in the middle of a tile.
MIDDLE, BASELINE = 4.5, 6.3
# Tiles of more are as strong as those of so many.
STRONGEST = 3

PLACES = {
    code: (column * PITCH, row * PITCH)
    for row, line in enumerate(ARRANGEMENT.split("\n")[1:-1])
    for column, code in enumerate(line.split())
    if code != ".."
}
COLUMNS, ROWS = (max(place[axis] for place in PLACES.values()) // PITCH + 1 for axis in (0, 1))


@dataclass(frozen=True)
class Tile:
    """A country of which there is something to tell."""

    name: Name
    told: str
    x: int
    y: int
    strength: int

    @property
    def code(self) -> str:
        return code_of(self.name.identifier).upper()

    @property
    def middle(self) -> float:
        return self.x + MIDDLE

    @property
    def baseline(self) -> float:
        return self.y + BASELINE


@dataclass(frozen=True)
class Map:
    """The tiles with something to tell, in the order given, and one path of all others; in units of the view box."""

    tiles: list[Tile]
    others: str
    width = COLUMNS * PITCH
    height = ROWS * PITCH
    side = SIDE


def code_of(country: str) -> str:
    return country.partition(":")[2]


def tile_map(told: Mapping[str, tuple[int, str]], names: Mapping[str, Name]) -> Map:
    """`told` says of countries (number, what to say of it); those that have no place are left to the table."""
    tiles = [
        Tile(names[country], words, *PLACES[code_of(country)], strength=min(number, STRONGEST))
        for country, (number, words) in told.items()
        if code_of(country) in PLACES and number
    ]
    known = {code_of(tile.name.identifier) for tile in tiles}
    others = "".join(f"M{x} {y}h{SIDE}v{SIDE}h-{SIDE}z" for code, (x, y) in PLACES.items() if code not in known)
    return Map(tiles, others)
