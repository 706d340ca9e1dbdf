"""Pictures drawn on the server as SVG, and figures written the way a language writes them."""
