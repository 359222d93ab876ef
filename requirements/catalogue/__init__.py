"""What is public, now or at any moment, and how many of each?

Everything that a reader, a script or a report sees comes from here. Editions alone are read; no working copy is
touched.
"""

from requirements.catalogue.bitmaps import Bitmaps as Bitmaps
from requirements.catalogue.bitmaps import bitmaps as bitmaps
from requirements.catalogue.bitmaps import bitmaps_at as bitmaps_at
from requirements.catalogue.counting import Demand as Demand
from requirements.catalogue.counting import Total as Total
from requirements.catalogue.counting import count as count
from requirements.catalogue.counting import count_facets as count_facets
from requirements.catalogue.counting import editions_meeting as editions_meeting
from requirements.catalogue.debt import translation_debt as translation_debt
from requirements.catalogue.editions import ENTRY_KINDS as ENTRY_KINDS
from requirements.catalogue.editions import Version as Version
from requirements.catalogue.editions import as_of as as_of
from requirements.catalogue.editions import changes as changes
from requirements.catalogue.editions import content as content
from requirements.catalogue.editions import current as current
from requirements.catalogue.editions import current_of as current_of
from requirements.catalogue.editions import descendants as descendants
from requirements.catalogue.editions import document as document
from requirements.catalogue.editions import editions_of as editions_of
from requirements.catalogue.editions import in_force as in_force
from requirements.catalogue.editions import linking_to as linking_to
from requirements.catalogue.editions import now as now
from requirements.catalogue.editions import published as published
from requirements.catalogue.editions import send as send
from requirements.catalogue.editions import stamp_before as stamp_before
from requirements.catalogue.editions import titles as titles
from requirements.catalogue.editions import version as version
