"""A year of the authority's own work in the fictional borough, done through the actions by which people do it."""
