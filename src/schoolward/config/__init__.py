"""How an authority's Schoolward is set up: settings from the environment, addresses of pages, the server's entry."""
