"""How the properties of a rule base are proved; `knowledge.proofs` is the way in."""
