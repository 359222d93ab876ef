"""The registry as linked data: records in JSON-LD, its terms in SKOS, itself in DCAT."""
