"""How the shipped French model is made: `python -m training` rebuilds it (README.md says how)."""
